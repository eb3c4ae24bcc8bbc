using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>The oldest definitions, all of one level, that would do as a host. Immutable.</summary>
public sealed class HostSuggestion
{
    private HostSuggestion(ImmutableArray<CpuModelDefinition> definitions, ImmutableArray<string> expressions)
    {
        Definitions = definitions;
        Expressions = expressions;
    }

    /// <summary>The definitions, in the publisher's order; empty if none would do.</summary>
    public ImmutableArray<CpuModelDefinition> Definitions { get; }

    /// <summary>
    /// The same as expressions: the name, and what has to be switched on beyond the default, such as <c>z14,mepoch=on</c>.
    /// </summary>
    public ImmutableArray<string> Expressions { get; }

    /// <summary>Whether no definition would do.</summary>
    public bool IsEmpty => Definitions.IsEmpty;

    internal static HostSuggestion None { get; } = new([], []);

    /// <summary>The expressions, joined by <c>or</c>; empty if there are none.</summary>
    public override string ToString() => string.Join(" or ", Expressions);

    /// <summary>
    /// Looks for definitions that are not older than an identity and have some facilities, first by default and, if none has them so, among
    /// what can be switched on. Of those found, the oldest level counts.
    /// </summary>
    internal static HostSuggestion Find(CpuModelRegistry registry, CpuIdentity notOlderThan, in FacilitySet facilities)
    {
        HostSuggestion found = Find(registry, notOlderThan, facilities, byDefault: true);
        return found.IsEmpty ? Find(registry, notOlderThan, facilities, byDefault: false) : found;
    }

    private static HostSuggestion Find(CpuModelRegistry registry, CpuIdentity notOlderThan, FacilitySet facilities, bool byDefault)
    {
        CpuModelDefinition[] candidates = [.. registry.Definitions.Where(definition =>
            IsNotOlder(definition.Identity, notOlderThan) && facilities.IsSubsetOf(byDefault ? definition.Default : definition.Full))];
        CpuModelDefinition[] oldest = [.. registry.Rules.ChooseHosts(candidates, facilities)];
        return new HostSuggestion([.. oldest], [.. oldest.Select(definition => Express(registry, definition, facilities))]);
    }

    private static bool IsNotOlder(CpuIdentity identity, CpuIdentity other) =>
        identity.GetRelation(other) is CpuIdentityRelation.Same or CpuIdentityRelation.Newer;

    private static string Express(CpuModelRegistry registry, CpuModelDefinition definition, in FacilitySet facilities)
    {
        var settings = registry.Vocabulary.Summarize(facilities.Except(definition.Default)).ToImmutableArray();
        return string.Join(',', [definition.Name, .. settings.Select(static term => $"{term.Name}=on")]);
    }
}
