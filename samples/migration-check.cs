#:package CpuFacility.Interop@0.1.0-*

// May a guest move to a host? Prints the answer with every reason.
//
//   dotnet run samples/migration-check.cs -- GUEST HOST
//
// GUEST and HOST are CPU models as QEMU takes them after -cpu (z14,te=off), or files with what QEMU answered to
// query-cpu-model-expansion. Without arguments two recorded answers are read, from the folder "replies" beside this file.
// Exit code: 0 yes, 1 no, 2 wrong input, 3 not enough is known.

using CpuFacility;
using CpuFacility.Qemu;

if (args.Length is not (0 or 2))
{
    Console.Error.WriteLine("Usage: dotnet run migration-check.cs -- GUEST HOST");
    return 2;
}

string folder = Path.Combine(AppContext.GetData("EntryPointFileDirectoryPath") as string ?? ".", "replies");
string[] sources = args.Length == 2
    ? args
    : [Path.Combine(folder, "guest-gen15a.json"), Path.Combine(folder, "host-z14.2.json")];

if (!TryRead("guest", sources[0], out CpuModel guest) || !TryRead("host", sources[1], out CpuModel host))
{
    return 2;
}

CompatibilityReport report = guest.CheckMigrationTo(host);
Console.WriteLine(report);
return report.Verdict switch
{
    CompatibilityVerdict.Compatible => 0,
    CompatibilityVerdict.Incompatible => 1,
    _ => 3,
};

static bool TryRead(string role, string source, out CpuModel model)
{
    CpuModelRegistry models = CpuModels.S390x;
    FacilityFormatError error;
    try
    {
        bool ok = File.Exists(source)
            ? QmpModelReader.TryParse(models, ReadFile(source), out model!, out error)
            : models.TryParse(source, out model!, out error);
        if (ok)
        {
            return true;
        }
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        model = null!;
        Console.Error.WriteLine($"The {role} cannot be read: {exception.Message}");
        return false;
    }

    string hint = source.EndsWith(".json", StringComparison.Ordinal) && !File.Exists(source) ? " There is no such file either." : "";
    Console.Error.WriteLine($"The {role} '{source}' is no CPU model. {error}{hint}");
    return false;
}

// A file that is longer than a reply can be is not read whole: one byte too many is enough for the error.
static byte[] ReadFile(string path)
{
    using FileStream file = File.OpenRead(path);
    byte[] bytes = new byte[Math.Min(file.Length, QmpModelReader.MaximumLength + 1L)];
    file.ReadExactly(bytes);
    return bytes;
}
