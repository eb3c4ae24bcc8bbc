namespace CpuFacility.Tool;

/// <summary>virsh's sentences of one of its two comparisons, with the file at <c>{0}</c>.</summary>
internal sealed record ComparisonWords(string Incompatible, string Identical, string Superset, string Failed)
{
    public static ComparisonWords Host { get; } = new(
        "CPU described in {0} is incompatible with host CPU\n",
        "CPU described in {0} is identical to host CPU\n",
        "Host CPU is a superset of CPU described in {0}\n",
        "Failed to compare host CPU with {0}");

    public static ComparisonWords Hypervisor { get; } = new(
        "CPU described in {0} is incompatible with the CPU provided by hypervisor on the host\n",
        "CPU described in {0} is identical to the CPU provided by hypervisor on the host\n",
        "The CPU provided by hypervisor on the host is a superset of CPU described in {0}\n",
        "Failed to compare hypervisor CPU with {0}");
}
