// CpuFacility.Soak SOCKET PID SECONDS: 200 clients ask a QMP server on a socket until the time is over, each reply is held against the engine's own
// answer, and the memory of the server's process is watched. .ci/soak.sh starts both.

using System.Diagnostics;
using System.Globalization;
using CpuFacility.Soak;

if (args is not [var socket, var pid, var seconds])
{
    Console.Error.WriteLine("usage: CpuFacility.Soak SOCKET PID SECONDS");
    return 2;
}

const int Clients = 200;

// Half of the time is for warming up: the runtime compiles hot code again, and its heap takes the size that the load asks for.
const double WarmUp = 0.5;

// How much more than after the warm-up is still flat: the heap breathes between two collections.
const double Growth = 1.15;
const long Slack = 8 << 20;

var time = TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
using var server = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
using var ending = new CancellationTokenSource(time);
SoakQuestion[] questions = SoakQuestion.CreateAll();
Task<long>[] clients = [.. Enumerable.Range(0, Clients).Select(number => Task.Run(() => new SoakClient(socket, questions, number).RunAsync(ending.Token)))];

long warm = 0;
long end = 0;
var watch = Stopwatch.StartNew();
while (watch.Elapsed < time)
{
    await Task.Delay(TimeSpan.FromSeconds(0.25));
    server.Refresh();
    if (watch.Elapsed < time * WarmUp)
    {
        warm = Math.Max(warm, server.WorkingSet64);
    }
    else if (watch.Elapsed > time * 0.9)
    {
        end = end == 0 ? server.WorkingSet64 : Math.Min(end, server.WorkingSet64);
    }
}

long replies;
try
{
    replies = (await Task.WhenAll(clients)).Sum();
}
catch (Exception exception)
{
    Console.WriteLine($"FAILED: {exception.Message}");
    return 1;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{Clients} clients, {replies} right replies in {time.TotalSeconds:F0} seconds; the server's memory: {warm >> 20} MiB at most while warming up, {end >> 20} MiB at least at the end"));
if (end > (warm * Growth) + Slack)
{
    Console.WriteLine("FAILED: the server's memory grows");
    return 1;
}

return 0;
