using System.Collections.Immutable;

namespace CpuFacility.Microarchitectures;

/// <summary>Which microarchitecture a machine is, exactly as archspec finds it, and why not another one. Immutable.</summary>
/// <remarks>
/// <para>A microarchitecture is compatible if the machine has all that its family asks for (<see cref="Explain"/>). The generic one of these that is furthest
/// down the graph is the level. Of the compatible ones that descend from the level the furthest down counts, and of equals the one with the most features, then the
/// first in the table. Where some have the machine's Arm part number, the others do not count.</para>
/// </remarks>
public sealed class MicroarchitectureDetection
{
    private MicroarchitectureDetection(
        MicroarchitectureHost host, Microarchitecture target, Microarchitecture level, ImmutableArray<Microarchitecture> compatible, ImmutableArray<Microarchitecture> candidates)
    {
        Host = host;
        Target = target;
        Level = level;
        Compatible = compatible;
        Candidates = candidates;
    }

    /// <summary>The machine.</summary>
    public MicroarchitectureHost Host { get; }

    /// <summary>What the machine is.</summary>
    public Microarchitecture Target { get; }

    /// <summary>The generic level that the machine reaches, such as <c>x86_64_v3</c>.</summary>
    public Microarchitecture Level { get; }

    /// <summary>All microarchitectures whose code the machine runs by archspec's rules, in the order of the table.</summary>
    public ImmutableArray<Microarchitecture> Compatible { get; }

    /// <summary>Those that <see cref="Target"/> was chosen from: none if it is the level.</summary>
    public ImmutableArray<Microarchitecture> Candidates { get; }

    /// <summary>Detects what a machine is.</summary>
    /// <param name="host">The machine.</param>
    /// <exception cref="ArgumentException">archspec has no such family.</exception>
    public static MicroarchitectureDetection Detect(MicroarchitectureHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!MicroarchitectureGraph.TryFind(host.Family, out Microarchitecture? root) || root.Parents.Length > 0)
        {
            IEnumerable<string> families = MicroarchitectureGraph.All.Where(static target => target.Parents.IsEmpty).Select(static target => target.Name);
            throw new ArgumentException($"'{CpuModelExpression.Shorten(host.Family)}' is no family: the families are {string.Join(", ", families)}.", nameof(host));
        }

        ImmutableArray<Microarchitecture> compatible = [.. MicroarchitectureGraph.All.Where(target => MicroarchitectureRules.Find(host, target).IsEmpty)];
        Microarchitecture level = Choose(compatible.Where(static target => target.IsGeneric)) ?? root;
        ImmutableArray<Microarchitecture> candidates =
            [.. compatible.Where(target => target.DescendsFrom(level) && (!IsPartKnown(host, compatible) || target.ArmPart == host.ArmPart))];
        return new MicroarchitectureDetection(host, Choose(candidates) ?? level, level, compatible, candidates);
    }

    /// <summary>Why the machine is not a microarchitecture: everything that is missing, or what speaks for another one.</summary>
    /// <param name="target">The microarchitecture in question.</param>
    public MicroarchitectureReport Explain(Microarchitecture target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ImmutableArray<MicroarchitectureReason> reasons = MicroarchitectureRules.Find(Host, target);
        bool isCompatible = reasons.IsEmpty;
        if (isCompatible && target != Target)
        {
            reasons = [WhyNotChosen(target)];
        }

        return new MicroarchitectureReport(Host, target, Target, isCompatible, reasons);
    }

    private MicroarchitectureReason WhyNotChosen(Microarchitecture target) =>
        Target.DescendsFrom(target) ? new(
            MicroarchitectureReasonKind.Better, [], $"{Target} descends from it and is compatible, too.")
        : IsPartKnown(Host, Compatible) && target.ArmPart != Host.ArmPart ? new(
            MicroarchitectureReasonKind.Part, [], string.Create(null, $"The part number is 0x{Host.ArmPart:x3}, which is that of {Compatible.First(candidate => candidate.ArmPart == Host.ArmPart)}."))
        : !target.DescendsFrom(Level) ? new(
            MicroarchitectureReasonKind.Level, [], $"It does not descend from {Level}, the level that the machine reaches.")
        : new(MicroarchitectureReasonKind.Better, [], $"{Target} is compatible, too, and has more ancestors, more features, or the earlier place in the table.");

    private static bool IsPartKnown(MicroarchitectureHost host, ImmutableArray<Microarchitecture> compatible) =>
        host.ArmPart != 0 && compatible.Any(target => target.ArmPart == host.ArmPart);

    /// <summary>The one with the most ancestors, then the most features; of equals the first. Null for none.</summary>
    private static Microarchitecture? Choose(IEnumerable<Microarchitecture> candidates) =>
        candidates.MaxBy(static target => (target.AncestorCount, target.Features.Count));
}
