using System.Text;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>Inputs that are wrong on purpose, from a seed.</summary>
internal static class HostileInputs
{
    private static readonly byte[][] Requests =
    [
        QmpRequests.Expansion("full", QmpRequests.Model("z14")),
        QmpRequests.Comparison("{\"name\":\"z14\",\"props\":{\"vx\":false,\"msa4\":true}}", QmpRequests.Model("max")),
        QmpRequests.Baseline(QmpRequests.Model("gen16a"), "{\"name\":\"z13\",\"props\":{\"te\":false}}"),
        "{'execute': 'query-cpu-definitions', 'id': {'a': [1, 2.5, null]}}"u8.ToArray(),
        "{'execute': 'query-version', 'id': '\\u00e9'}"u8.ToArray(),
    ];

    private static readonly string[] Numbers = ["1e999999", "-1e999999", "1e-999999", "99999999999999999999999999999999999999", "-99999999999999999999", "0.00000000000000001", "1E+5"];

    public static byte[] Create(Random random)
    {
        byte[] request = (byte[])Requests[random.Next(Requests.Length)].Clone();
        string huge = random.GetItems(Numbers, 1)[0];
        return random.Next(12) switch
        {
            0 => RandomBytes(random, random.Next(200)),
            1 => request[..random.Next(request.Length)],
            2 => Flip(random, request),
            3 => Splice(random, request, RandomBytes(random, random.Next(1, 9))),
            4 => Splice(random, request, [0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF8]),
            5 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(random.GetItems(["[", "{\"a\":", "[{\"b\":[", "]", "}"], 1)[0], random.Next(1, 3_000)))),
            6 => Encoding.UTF8.GetBytes($"{{\"execute\":\"query-version\",\"id\":{huge}}}"),
            7 => Encoding.UTF8.GetBytes($"{{\"execute\":\"query-cpu-model-expansion\",\"arguments\":{{\"type\":\"static\",\"model\":{{\"name\":{huge},\"props\":{{\"core-id\":{huge}}}}}}}}}"),
            8 => Encoding.UTF8.GetBytes($"{{\"execute\":\"query-version\",\"execute\":\"quit\",\"id\":1,\"id\":{random.Next()}}}"),
            9 => ManyMembers(random),
            10 => Encoding.UTF8.GetBytes($"{{\"execute\":\"{new string((char)random.Next(0x20, 0xD7FF), random.Next(100_000))}\"}}"),
            _ => [.. Splice(random, request, "\\u"u8.ToArray()), .. request],
        };
    }

    /// <summary>Names that all fall into few buckets of QEMU's table, or are distinct and many.</summary>
    private static byte[] ManyMembers(Random random)
    {
        int count = random.Next(2_000);
        IEnumerable<string> members = Enumerable.Range(0, count).Select(i => $"\"{new string('a', 1 + (i % 3))}{i}\":{i}");
        return Encoding.UTF8.GetBytes($"{{\"execute\":\"query-version\",\"arguments\":{{{string.Join(',', members)}}}}}");
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flip(Random random, byte[] request)
    {
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            request[random.Next(request.Length)] ^= (byte)(1 << random.Next(8));
        }

        return request;
    }

    private static byte[] Splice(Random random, byte[] request, byte[] middle)
    {
        int place = random.Next(request.Length);
        return [.. request[..place], .. middle, .. request[random.Next(place, request.Length)..]];
    }
}
