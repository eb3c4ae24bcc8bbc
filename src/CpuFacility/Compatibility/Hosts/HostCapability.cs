using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CpuFacility;

/// <summary>
/// What a host can give to guests: facilities that its hardware does, facilities that its hypervisor does in software, and what of it is kept
/// from guests or not known.
/// </summary>
/// <remarks>
/// <para>Exposure and implementation are separate things. A facility that the host implements but keeps from guests is in <see cref="Hidden"/>;
/// one that it implements and would give, but that a guest does not ask for, is simply not in what <see cref="Effective(in FacilitySet)"/>
/// gives. A facility that hardware and software both do counts as hardware.</para>
/// <para>Immutable and safe to share between threads. Members that give sets do not allocate.</para>
/// </remarks>
public sealed class HostCapability
{
    private readonly FacilitySet _hardware;
    private readonly FacilitySet _emulated;
    private readonly FacilitySet _offered;
    private readonly FacilitySet _software;
    private readonly FacilitySet _hidden;
    private readonly FacilitySet _unreported;

    /// <summary>Describes a host by the model that its hardware offers.</summary>
    /// <param name="hardware">The model: its identity is the host's, its facilities are done in hardware.</param>
    /// <param name="emulated">The facilities that the hypervisor does in software, whether or not the hardware does them too.</param>
    /// <param name="source">Where this comes from, for reports; such as the name of a file.</param>
    /// <exception cref="ArgumentException">A set holds indexes that are no facilities of the architecture.</exception>
    public HostCapability(CpuModel hardware, in FacilitySet emulated = default, string source = "")
        : this(hardware ?? throw new ArgumentNullException(nameof(hardware)), hardware.Facilities, emulated, hidden: default, unreported: default, source)
    {
    }

    /// <summary>Describes a host by sets, as a hypervisor reports them.</summary>
    /// <param name="model">
    /// A model with the host's identity: it gives the definition and the edition, and properties that the edition has no name for. Its
    /// facilities do not count.
    /// </param>
    /// <param name="hardware">The facilities that the hardware does for guests. They may go beyond what the definition can have.</param>
    /// <param name="emulated">The facilities that the hypervisor does in software, whether or not the hardware does them too.</param>
    /// <param name="hidden">The facilities that the host implements and keeps from guests.</param>
    /// <param name="unreported">The facilities of which it is not known whether the host offers them.</param>
    /// <param name="source">Where this comes from, for reports; such as the name of a file.</param>
    /// <exception cref="ArgumentException">
    /// A set holds indexes that are no facilities of the architecture, or a facility is in two of these: offered, hidden, unreported.
    /// </exception>
    public HostCapability(
        CpuModel model,
        in FacilitySet hardware,
        in FacilitySet emulated,
        in FacilitySet hidden,
        in FacilitySet unreported,
        string source = "")
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        Registry = model.Registry;
        _hardware = hardware;
        _emulated = emulated;
        _hidden = hidden;
        _unreported = unreported;
        _offered = hardware.Union(emulated);
        _software = emulated.Except(hardware);
        Source = source;
        ThrowIfNotInCatalog(hardware, nameof(hardware));
        ThrowIfNotInCatalog(emulated, nameof(emulated));
        ThrowIfOverlapping(hidden, nameof(hidden), _offered, "offered to guests");
        ThrowIfOverlapping(unreported, nameof(unreported), _offered, "offered to guests");
        ThrowIfOverlapping(unreported, nameof(unreported), _hidden, nameof(hidden));
        Offer = model.Facilities == _offered && model.Properties.IsEmpty
            ? model
            : new CpuModel(Registry, model.Definition.Name, CpuModelKind.Default, model.Definition, _offered, model.UnknownProperties, [], model.Identity, isHost: true);
    }

    /// <summary>The registry whose edition gives the names.</summary>
    public CpuModelRegistry Registry { get; }

    /// <summary>The architecture.</summary>
    public CpuArchitecture Architecture => Registry.Architecture;

    /// <summary>What the architecture calls the host's CPU.</summary>
    public CpuIdentity Identity => Offer.Identity;

    /// <summary>Where the description comes from; empty if nothing was said.</summary>
    public string Source { get; }

    /// <summary>
    /// What the description has beyond the names of the catalog, such as unknown bits, a sentence each, in the description's order; never dropped,
    /// and not taken into account.
    /// </summary>
    public ImmutableArray<string> Unnamed
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>All that the host offers, in hardware and in software, as a model.</summary>
    public CpuModel Offer { get; }

    /// <summary>The facilities that the hardware does for guests.</summary>
    public ref readonly FacilitySet Hardware => ref _hardware;

    /// <summary>The facilities that the hypervisor does in software, whether or not the hardware does them too.</summary>
    public ref readonly FacilitySet Emulated => ref _emulated;

    /// <summary>The facilities that guests can get: in hardware or in software.</summary>
    public ref readonly FacilitySet Offered => ref _offered;

    /// <summary>The facilities that the host implements and keeps from guests.</summary>
    public ref readonly FacilitySet Hidden => ref _hidden;

    /// <summary>The facilities of which it is not known whether the host offers them.</summary>
    public ref readonly FacilitySet Unreported => ref _unreported;

    /// <summary>What a guest sees that asks for some facilities: those among them that the host offers.</summary>
    /// <param name="requested">The facilities asked for.</param>
    public FacilitySet Effective(in FacilitySet requested) => requested.Intersect(_offered);

    /// <summary>What of the facilities asked for is active in software: effective, emulated and not in hardware.</summary>
    /// <param name="requested">The facilities asked for.</param>
    public FacilitySet ActiveSoftware(in FacilitySet requested) => requested.Intersect(_software);

    /// <summary>Where a guest gets a facility from.</summary>
    /// <param name="facility">A facility of the host's architecture.</param>
    /// <exception cref="ArgumentException">The facility is of another architecture.</exception>
    public FacilityOrigin GetOrigin(Facility facility)
    {
        CatalogThrow.IfForeign(facility, Architecture);
        return _hardware.Contains(facility.Index) ? FacilityOrigin.Hardware
            : _emulated.Contains(facility.Index) ? FacilityOrigin.Software
            : _unreported.Contains(facility.Index) ? FacilityOrigin.Unknown
            : FacilityOrigin.None;
    }

    /// <summary>The tag of what the host does in software for a guest that asks for some facilities; empty if that is nothing.</summary>
    /// <param name="requested">The facilities asked for.</param>
    public SoftwareTag GetTag(in FacilitySet requested) => SoftwareTag.Create(Architecture, requested, _software);

    /// <summary>The guest as it runs here: what it sees of what it asks for, with the tag of what is done in software for it.</summary>
    /// <param name="requested">What the guest asks for.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public TaggedModel Tag(CpuModel requested)
    {
        ThrowIfForeign(requested);
        FacilitySet software = ActiveSoftware(requested.Facilities);
        return new TaggedModel(requested.WithFacilities(Effective(requested.Facilities)), SoftwareTag.Create(Architecture, software), software);
    }

    /// <summary>The model offered, and how many facilities are done how.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Offer.Definition.Name} ({_hardware.Count} facilities in hardware, {_software.Count} in software)");

    internal void ThrowIfForeign(CpuModel model, [CallerArgumentExpression(nameof(model))] string? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(model, parameter);
        if (model.Architecture != Architecture)
        {
            throw new ArgumentException($"The model is of architecture {model.Architecture}, the host of {Architecture}.", parameter);
        }
    }

    private void ThrowIfNotInCatalog(in FacilitySet facilities, string parameter)
    {
        if (!facilities.IsSubsetOf(Registry.Catalog.All))
        {
            throw new ArgumentException($"Indexes {facilities.Except(Registry.Catalog.All)} are no facilities of {Architecture}.", parameter);
        }
    }

    private void ThrowIfOverlapping(in FacilitySet facilities, string parameter, in FacilitySet others, string meaning)
    {
        ThrowIfNotInCatalog(facilities, parameter);
        if (facilities.Overlaps(others))
        {
            throw new ArgumentException(
                $"{Registry.Vocabulary.Format(facilities.Intersect(others))} cannot be {parameter} and {meaning} at once.", parameter);
        }
    }
}
