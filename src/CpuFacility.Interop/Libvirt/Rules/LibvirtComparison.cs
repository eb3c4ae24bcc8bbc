using System.Collections.Immutable;

namespace CpuFacility.Libvirt;

/// <summary>The answer to a comparison with every reason. Immutable.</summary>
public sealed class LibvirtComparison
{
    internal LibvirtComparison(LibvirtVerdict verdict)
        : this(verdict, [], null)
    {
    }

    internal LibvirtComparison(params ImmutableArray<LibvirtReason> reasons)
        : this(LibvirtVerdict.Incompatible, reasons, null)
    {
    }

    internal LibvirtComparison(LibvirtFailure failure)
        : this(LibvirtVerdict.Error, [], failure)
    {
    }

    private LibvirtComparison(LibvirtVerdict verdict, ImmutableArray<LibvirtReason> reasons, LibvirtFailure? failure)
    {
        Verdict = verdict;
        Reasons = reasons;
        Failure = failure;
    }

    /// <summary>libvirt's answer.</summary>
    public LibvirtVerdict Verdict { get; }

    /// <summary>Why the host cannot run the definition, in the order in which libvirt checks; libvirt itself stops at the first.</summary>
    public ImmutableArray<LibvirtReason> Reasons { get; }

    /// <summary>Why there is no answer, or null.</summary>
    public LibvirtFailure? Failure { get; }

    /// <summary>Whether the host can run the definition.</summary>
    public bool IsCompatible => Verdict is LibvirtVerdict.Identical or LibvirtVerdict.Superset;

    /// <summary>The verdict in a word, with the reasons or the failure.</summary>
    public override string ToString() => Verdict switch
    {
        LibvirtVerdict.Error => $"error: {Failure}",
        LibvirtVerdict.Incompatible => $"incompatible: {string.Join("; ", Reasons.Select(static reason => reason.ToString()))}",
        LibvirtVerdict.Identical => "identical",
        _ => "superset",
    };
}
