using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>archspec's rules of compatibility, one a family, with every reason (<c>compatibility_check_for_*</c> of its detection).</summary>
internal static class MicroarchitectureRules
{
    private const string Arm64 = "aarch64";

    /// <summary>Everything in which a machine does not meet what a microarchitecture asks for, in a fixed order; empty if it is compatible.</summary>
    public static ImmutableArray<MicroarchitectureReason> Find(MicroarchitectureHost host, Microarchitecture target)
    {
        var reasons = ImmutableArray.CreateBuilder<MicroarchitectureReason>();
        if (target.Family != host.Family)
        {
            reasons.Add(new(MicroarchitectureReasonKind.Family, [], $"It is of family {target.Family}, the machine of {host.Family}."));
            return reasons.ToImmutable();
        }

        switch (host.Family)
        {
            case "x86_64":
                AddVendor(reasons, host, target);
                AddFeatures(reasons, host, target);
                break;
            case Arm64:
                AddArm(reasons, host, target);
                break;
            case "ppc64" or "ppc64le":
                AddGeneration(reasons, host, target);
                break;
            case "riscv64":
                AddCore(reasons, host, target);
                break;
            default:
                // Of other families archspec detects the root alone.
                if (!target.Parents.IsEmpty)
                {
                    reasons.Add(new(MicroarchitectureReasonKind.Family, [], $"archspec detects no microarchitectures of family {target.Family}."));
                }

                break;
        }

        return reasons.ToImmutable();
    }

    private static void AddArm(ImmutableArray<MicroarchitectureReason>.Builder reasons, MicroarchitectureHost host, Microarchitecture target)
    {
        if (target.IsGeneric && target.Name != Arm64)
        {
            reasons.Add(new(MicroarchitectureReasonKind.Level, [], "archspec does not detect versions of the Arm architecture."));
            return;
        }

        if (!host.IsDarwin)
        {
            AddVendor(reasons, host, target);
            AddFeatures(reasons, host, target);
            return;
        }

        AddVendor(reasons, host, target);
        MicroarchitectureGraph.TryFind(host.Core, out Microarchitecture? model);
        if (target.Name != Arm64 && target != model && model?.DescendsFrom(target) != true)
        {
            string says = host.Core.Length == 0 ? "does not say its model" : $"is of model {CpuModelExpression.Shorten(host.Core)}, which does not descend from it";
            reasons.Add(new(MicroarchitectureReasonKind.Core, [], $"The machine {says}."));
        }
    }

    private static void AddVendor(ImmutableArray<MicroarchitectureReason>.Builder reasons, MicroarchitectureHost host, Microarchitecture target)
    {
        if (!target.IsGeneric && target.Vendor != host.Vendor)
        {
            reasons.Add(new(MicroarchitectureReasonKind.Vendor, [], $"It is of vendor {target.Vendor}, the machine of {CpuModelExpression.Shorten(host.Vendor)}."));
        }
    }

    private static void AddFeatures(ImmutableArray<MicroarchitectureReason>.Builder reasons, MicroarchitectureHost host, Microarchitecture target)
    {
        FacilitySet missing = target.Features.Except(host.Features);
        if (!missing.IsEmpty)
        {
            ImmutableArray<string> names = MicroarchitectureFeatures.GetNames(missing);
            reasons.Add(new(MicroarchitectureReasonKind.Features, names, $"The machine lacks {string.Join(", ", names)}."));
        }
    }

    private static void AddGeneration(ImmutableArray<MicroarchitectureReason>.Builder reasons, MicroarchitectureHost host, Microarchitecture target)
    {
        if (target.Generation > host.Generation)
        {
            string says = host.Generation == 0 ? "does not say its generation" : string.Create(null, $"is of generation {host.Generation}");
            reasons.Add(new(MicroarchitectureReasonKind.Generation, [], string.Create(null, $"It is of generation {target.Generation}, the machine {says}.")));
        }
    }

    private static void AddCore(ImmutableArray<MicroarchitectureReason>.Builder reasons, MicroarchitectureHost host, Microarchitecture target)
    {
        if (!target.IsGeneric && target.Name != host.Core)
        {
            string says = host.Core.Length == 0 ? "does not say which core it has" : $"has the core {CpuModelExpression.Shorten(host.Core)}";
            reasons.Add(new(MicroarchitectureReasonKind.Core, [], $"The machine {says}."));
        }
    }
}
