namespace CpuFacility.Interop.Tests;

/// <summary>
/// Tests that measure what belongs to the whole process, such as its memory: nothing else may run beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
