using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>One reason why a machine is not a microarchitecture.</summary>
/// <param name="Kind">What the reason is about.</param>
/// <param name="Features">The features that the machine lacks, in ordinal order; empty for other kinds.</param>
/// <param name="Sentence">The reason in words.</param>
public sealed record MicroarchitectureReason(MicroarchitectureReasonKind Kind, ImmutableArray<string> Features, string Sentence);
