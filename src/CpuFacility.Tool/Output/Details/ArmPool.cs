using CpuFacility.Arm;

namespace CpuFacility.Tool;

/// <summary>What some Arm hosts have in common, and which of them KVM lets a guest with that run on.</summary>
internal sealed class ArmPool
{
    private readonly IReadOnlyList<CpuModel> _hosts;

    public ArmPool(IReadOnlyList<CpuModel> hosts)
    {
        _hosts = hosts;
        Registers = hosts.Select(static host => host.GetIdRegisters()).Aggregate(static (common, other) => common.GetCommon(other));
        Lengths = hosts.Select(static host => host.GetVectorLengths()).Aggregate(static (common, other) => common.GetCommon(other));
    }

    /// <summary>The registers as Linux folds them.</summary>
    public ArmIdRegisters Registers { get; }

    public ArmVectorLengths Lengths { get; }

    public FacilitySet Facilities => Registers.Facilities.Union(Lengths.ToFacilities());

    /// <summary>A sentence for each host on which KVM does not take a guest with what all have in common, with the fields that must be equal.</summary>
    public IEnumerable<string> DescribeRefusals()
    {
        foreach (CpuModel host in _hosts)
        {
            var fields = ArmComparison.Create(Registers, host.GetIdRegisters(), Lengths, host.GetVectorLengths()).GetBlocking(ArmScope.Kvm);
            if (!fields.IsEmpty)
            {
                yield return $"On {host}, KVM takes no guest with these values: {string.Join(", ", fields.Select(static field => field.Field))} must be the host's.";
            }
        }
    }
}
