using System.Collections.Immutable;

namespace CpuFacility.Arm;

/// <summary>
/// A guest's ID registers beside a host's: three verdicts, each with the fields that stand in the way. A small immutable value: comparing does not
/// allocate.
/// </summary>
/// <remarks>
/// It works on the values themselves, so that it is exact for those without a name, too. Fields without a rule count only where KVM fixes them. The
/// default value compares nothing, and no member may be read.
/// </remarks>
public readonly struct ArmComparison
{
    private ArmComparison(ArmIdRegisters guest, ArmIdRegisters host, ArmVectorLengths guestLengths, ArmVectorLengths hostLengths)
    {
        Guest = guest;
        Host = host;
        GuestLengths = guestLengths;
        HostLengths = hostLengths;
        UserVisible = Relate(guest, host, ArmScope.UserVisible);
        Tracked = Relate(guest, host, ArmScope.Tracked);
        IsAcceptedByKvm = AreVectorLengthsAccepted && Accepts(guest, host, ArmScope.Kvm);
    }

    /// <summary>The guest's registers.</summary>
    public ArmIdRegisters Guest { get; }

    /// <summary>The host's registers.</summary>
    public ArmIdRegisters Host { get; }

    /// <summary>The guest's SVE vector lengths.</summary>
    public ArmVectorLengths GuestLengths { get; }

    /// <summary>The host's SVE vector lengths.</summary>
    public ArmVectorLengths HostLengths { get; }

    /// <summary>How the guest stands to the host in the fields that programs see. Vector lengths do not count.</summary>
    public CpuModelRelation UserVisible { get; }

    /// <summary>How the guest stands to the host in all fields that have a rule. Vector lengths do not count.</summary>
    public CpuModelRelation Tracked { get; }

    /// <summary>Whether KVM takes the guest's registers and vector lengths on the host. What it does not let a guest have is not checked.</summary>
    public bool IsAcceptedByKvm { get; }

    /// <summary>Whether the guest's vector lengths are the host's, cut at the guest's longest.</summary>
    public bool AreVectorLengthsAccepted => GuestLengths.IsAcceptedBy(HostLengths);

    /// <summary>Compares what a guest sees with what a host offers.</summary>
    /// <param name="guest">The guest's registers.</param>
    /// <param name="host">The host's registers.</param>
    /// <param name="guestLengths">The guest's SVE vector lengths.</param>
    /// <param name="hostLengths">The host's SVE vector lengths.</param>
    public static ArmComparison Create(
        ArmIdRegisters guest, ArmIdRegisters host, ArmVectorLengths guestLengths = default, ArmVectorLengths hostLengths = default)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(host);
        return new ArmComparison(guest, host, guestLengths, hostLengths);
    }

    /// <summary>Every field that stands in the way, register by register from the left. Makes a new list at every call.</summary>
    /// <param name="scope">The check.</param>
    public ImmutableArray<ArmFieldDifference> GetBlocking(ArmScope scope)
    {
        var blocking = ImmutableArray.CreateBuilder<ArmFieldDifference>();
        foreach (ArmField field in ArmField.All)
        {
            uint guest = Guest.GetValue(field);
            uint host = Host.GetValue(field);
            if (!Accepts(field, guest, host, scope))
            {
                blocking.Add(new ArmFieldDifference(field, guest, host, scope));
            }
        }

        return blocking.ToImmutable();
    }

    /// <summary>The three verdicts in words.</summary>
    public override string ToString() =>
        $"in what programs see {Word(UserVisible)}, in all fields {Word(Tracked)}, {(IsAcceptedByKvm ? "accepted" : "refused")} by KVM";

    private static CpuModelRelation Relate(ArmIdRegisters guest, ArmIdRegisters host, ArmScope scope) =>
        (Accepts(guest, host, scope), Accepts(host, guest, scope)) switch
        {
            (true, true) => CpuModelRelation.Identical,
            (true, false) => CpuModelRelation.Subset,
            (false, true) => CpuModelRelation.Superset,
            _ => CpuModelRelation.Incompatible,
        };

    private static bool Accepts(ArmIdRegisters guest, ArmIdRegisters host, ArmScope scope)
    {
        foreach (ArmField field in ArmField.All)
        {
            if (!Accepts(field, guest.GetValue(field), host.GetValue(field), scope))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Accepts(ArmField field, uint guest, uint host, ArmScope scope) => scope switch
    {
        ArmScope.UserVisible => !field.IsUserVisible || field.IsAccepted(guest, host),
        ArmScope.Tracked => field.IsAccepted(guest, host),
        ArmScope.Kvm => field.IsAcceptedByKvm(guest, host),
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "There is no such scope."),
    };

    private static string Word(CpuModelRelation relation) => relation switch
    {
        CpuModelRelation.Identical => "identical",
        CpuModelRelation.Subset => "a subset",
        CpuModelRelation.Superset => "a superset",
        _ => "incompatible",
    };
}
