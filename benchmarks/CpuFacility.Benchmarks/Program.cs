using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

// With this option, each benchmark runs with every instruction set in turn, instead of the jobs of --job. The warm-up lasts until the run time has
// compiled hot code for good, which takes longest on a busy machine.
const string InstructionSets = "--instruction-sets";

IConfig config = DefaultConfig.Instance;
if (args.Contains(InstructionSets))
{
    // A process of its own starts with code that is not optimized: what is measured before that has changed can be four times as slow.
    Job job = Job.ShortRun.WithWarmupCount(40).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(50));
    config = config
        .AddJob(job.WithId("All").AsBaseline())
        .AddJob(job.WithEnvironmentVariable("DOTNET_EnableAVX512", "0").WithId("No AVX-512"))
        .AddJob(job.WithEnvironmentVariable("DOTNET_EnableAVX2", "0").WithId("No AVX2"))
        .AddJob(job.WithEnvironmentVariable("DOTNET_EnableHWIntrinsic", "0").WithId("No intrinsics"));
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run([.. args.Where(static arg => arg != InstructionSets)], config);
