using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>Why a machine is not a microarchitecture. Immutable.</summary>
public sealed class MicroarchitectureReport
{
    internal MicroarchitectureReport(
        MicroarchitectureHost host, Microarchitecture target, Microarchitecture detected, bool isCompatible, ImmutableArray<MicroarchitectureReason> reasons)
    {
        Host = host;
        Target = target;
        Detected = detected;
        IsCompatible = isCompatible;
        Reasons = reasons;
    }

    /// <summary>The machine.</summary>
    public MicroarchitectureHost Host { get; }

    /// <summary>The microarchitecture that was asked for.</summary>
    public Microarchitecture Target { get; }

    /// <summary>What the machine is.</summary>
    public Microarchitecture Detected { get; }

    /// <summary>Whether the machine has all that the microarchitecture asks for: code for it runs, even if the machine is another one.</summary>
    public bool IsCompatible { get; }

    /// <summary>Whether the machine is that microarchitecture.</summary>
    public bool IsDetected => Target == Detected;

    /// <summary>All that is missing, in the order of <see cref="MicroarchitectureReasonKind"/>; what speaks for another one if nothing is; empty if the machine is the one asked for.</summary>
    public ImmutableArray<MicroarchitectureReason> Reasons { get; }

    /// <summary>One line with the answer, then one a reason.</summary>
    public override string ToString()
    {
        string answer = IsDetected ? $"The machine is {Target}."
            : IsCompatible ? $"The machine runs code for {Target}, but is {Detected}."
            : $"The machine is not {Target}: it is {Detected}.";
        return string.Join('\n', (string[])[answer, .. Reasons.Select(static reason => $"  {reason.Sentence}")]);
    }
}
