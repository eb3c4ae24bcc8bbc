using System.Collections.Immutable;

namespace CpuFacility;

/// <summary>
/// Whether a model runs on a host, and what it lacks there: one entry of QEMU's <c>query-cpu-definitions</c>. A small immutable value.
/// </summary>
/// <remarks>The default value speaks of nothing: only <see cref="Model"/> and <see cref="Host"/>, both null, may be read.</remarks>
public readonly struct ModelUsability
{
    internal ModelUsability(CpuModel model, CpuModel host)
    {
        Model = model;
        Host = host;
    }

    /// <summary>The model, under its name alone.</summary>
    public CpuModel Model { get; }

    /// <summary>The host.</summary>
    public CpuModel Host { get; }

    /// <summary>The definition of the model.</summary>
    public CpuModelDefinition Definition => Model.Definition;

    /// <summary>
    /// Whether the host's identity is too old for the model, or of another kind. QEMU gives an x86 guest the vendor of its host, so there a
    /// model of another vendor is not too new.
    /// </summary>
    public bool IsTooNew => Model.Registry.Rules.IsTooNew(Model.Identity, Host.Identity);

    /// <summary>
    /// The facilities of the model that the host lacks. What an x86 host has switched on counts, also where it shows only together with another
    /// facility: then that one is missing.
    /// </summary>
    public FacilitySet Missing => Model.Facilities.Except(Host.Registry.Rules.GetOffered(Host));

    /// <summary>Whether the model runs on the host: it is not too new, and the host lacks nothing of it.</summary>
    public bool IsRunnable => !IsTooNew && Missing.IsEmpty;

    /// <summary>
    /// The names of what stands in the way, equal to <c>unavailable-features</c> in QEMU's answer and in its order. Empty if and only if the
    /// model is runnable. Makes a new list at every call.
    /// </summary>
    public ImmutableArray<string> GetUnavailableFeatures() =>
        Model.Registry.Rules.ListResponsible(Model.Registry.Vocabulary, IsTooNew, Missing, onlyInSecond: default);

    /// <summary>In words: <c>runs</c>, or what the host lacks.</summary>
    public override string ToString()
    {
        if (IsRunnable)
        {
            return "runs";
        }

        FacilitySet missing = Missing;
        string lacks = $"lacks {Model.Registry.Vocabulary.Format(missing)}";
        string kind = Model.Identity.GetRelation(Host.Identity) == CpuIdentityRelation.Unrelated ? "another" : "a newer";
        return !IsTooNew ? lacks : missing.IsEmpty ? $"needs {kind} machine" : $"needs {kind} machine, {lacks}";
    }
}
