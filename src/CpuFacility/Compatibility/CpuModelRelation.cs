namespace CpuFacility;

/// <summary>
/// How one model stands to another: the result of a comparison, in the words of QEMU's <c>query-cpu-model-comparison</c>. Compatibility is a
/// partial order, so <see cref="Incompatible"/> means "neither can stand in for the other", not "worse".
/// </summary>
public enum CpuModelRelation
{
    /// <summary>Each has something that the other has not, or their architectures differ.</summary>
    Incompatible = 0,

    /// <summary>Each can run what the other can.</summary>
    Identical = 1,

    /// <summary>The second can run what the first can, and more.</summary>
    Subset = 2,

    /// <summary>The first can run what the second can, and more.</summary>
    Superset = 3,
}
