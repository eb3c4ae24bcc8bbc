using System.Globalization;
using CpuFacility.RiscV;

namespace CpuFacility.Qemu;

/// <summary>Takes the properties of one RISC-V model as QEMU does, one by one in the order of its dictionary, and then checks them together.</summary>
/// <remarks>
/// The words are from public sources of QEMU between 10.0 and 11.0. Numbers of processors that the library does not have (mvendorid and the like) are left
/// out of them.
/// </remarks>
internal sealed class QmpRiscVProperties(QmpModelRequest request)
{
    private const string General = "g";

    /// <summary>QEMU's <c>RV_VLEN_MAX</c>.</summary>
    private const int LongestVector = 1024;

    private readonly CpuModelBuilder _builder = new(request.Start);
    private readonly CpuModelDefinition _definition = request.Start.Definition;

    /// <summary>Models of real processors, which only lose extensions.</summary>
    private readonly bool _isVendors = !request.Start.Definition.Full.IsProperSupersetOf(request.Start.Definition.Default);

    private FacilitySet _on = request.Start.Configured.Except(request.Start.Definition.Default);
    private FacilitySet _off = request.Start.Definition.Default.Except(request.Start.Configured);
    private FacilitySet _facilities;
    private ulong? _vectorLength;
    private ulong? _elementLength;

    /// <summary>What the model has with all that its extensions bring, once it is taken.</summary>
    public ref readonly FacilitySet Facilities => ref _facilities;

    /// <returns>The first mistake, in QEMU's words; null if QEMU takes the model.</returns>
    public QmpFailure? Take()
    {
        foreach ((string name, QemuJson value) in QemuDictionaryOrder.Sort(request.Properties.Members))
        {
            if (Set(name, value) is QmpFailure failure)
            {
                return failure;
            }
        }

        if (!RiscVQemuExpansion.TryExpand(_definition, _on, _off, out _facilities, out string? refusal))
        {
            return QmpFailure.Generic(refusal);
        }

        return CheckVectors();
    }

    /// <summary>The model that was taken.</summary>
    public CpuModel ToModel()
    {
        FacilityVocabulary vocabulary = request.Start.Registry.Vocabulary;
        FacilitySet configured = request.Start.Configured;
        foreach (Facility facility in vocabulary.Order.Sort(_facilities.Union(configured)))
        {
            bool isOn = _facilities.Contains(facility.Index);
            if (isOn != configured.Contains(facility.Index) && vocabulary.TryFind(vocabulary.Catalog.Describe(facility).Name, out FacilityTerm term))
            {
                _builder.TrySet(term, isOn, out _);
            }
        }

        return _builder.ToModel();
    }

    private QmpFailure? Set(string name, QemuJson value)
    {
        CpuModelRegistry registry = request.Start.Registry;
        if (registry.Vocabulary.TryFind(name, out FacilityTerm term) && term.Facilities.IsSubsetOf(RiscVQemuExpansion.Properties) && Fits(name))
        {
            return TakeSwitch(name, value, out bool isOn) ?? Switch(name, term.Facilities, isOn);
        }

        if (name == General)
        {
            return TakeSwitch(name, value, out bool isOn) ?? (isOn ? Switch(name, RiscVQemuExpansion.General, isOn: true) : null);
        }

        if (RiscVProfile.All.FirstOrDefault(profile => profile.QemuProperty == name) is RiscVProfile profile)
        {
            return SetProfile(profile, name, value);
        }

        if (registry.Properties.FirstOrDefault(property => property.Name == name) is CpuModelPropertyInfo property)
        {
            return SetValue(property, value);
        }

        return RiscVQemuExpansion.Settings.FirstOrDefault(setting => setting.Name == name) switch
        {
            null => QmpFailure.Generic($"Property '{request.TypeName}.{name}' not found"),
            { Scope: "read-only" } => QmpFailure.Generic($"Property '{request.TypeName}.{name}' is not writable"),
            { } setting => QmpSentValues.TryGetText(setting, value, request.Path, out string text, out QmpFailure? failure) ? CheckRange(setting, text) : failure,
        };
    }

    /// <summary>The mode of page tables of 32 bits is no property of models of 64 bits, and the other way round.</summary>
    private bool Fits(string name) => name switch
    {
        "sv32" => Is32,
        "sv39" or "sv48" or "sv57" => !Is32,
        _ => true,
    };

    private bool Is32 => RiscVFacilities.GetXlen(_definition.Default) == 32;

    private QmpFailure? TakeSwitch(string name, QemuJson value, out bool isOn)
    {
        isOn = value is QemuJsonBoolean { Value: true };
        return value is QemuJsonBoolean ? null : QmpFailure.WrongType(request.Path + name, "boolean");
    }

    private QmpFailure? Switch(string name, in FacilitySet facilities, bool isOn)
    {
        bool changes = isOn ? !facilities.IsSubsetOf(_definition.Default) : facilities.Overlaps(_definition.Default);
        if (_isVendors && changes && name is "mmu" or "pmp")
        {
            return CannotChange(name);
        }

        if (_isVendors && changes && isOn)
        {
            return QmpFailure.Generic($"'{_definition.Name}' CPU does not allow enabling extensions");
        }

        (_on, _off) = isOn ? (_on.Union(facilities), _off.Except(facilities)) : (_on.Except(facilities), _off.Union(facilities));
        return null;
    }

    private QmpFailure? SetProfile(RiscVProfile profile, string name, QemuJson value)
    {
        if (_isVendors)
        {
            return QmpFailure.Generic($"Profile {name} is not available for vendor CPUs");
        }

        if (RiscVFacilities.GetXlen(_definition.Default) != 64)
        {
            return QmpFailure.Generic($"Profile {name} only available for 64 bit CPUs");
        }

        if (TakeSwitch(name, value, out bool isOn) is QmpFailure failure)
        {
            return failure;
        }

        // The base and the page tables stay when a profile goes.
        FacilitySet switched = RiscVQemuExpansion.GetSwitched(profile);
        FacilitySet kept = request.Start.Registry.Vocabulary.CreateSet("i", "mmu", "sv39");
        return Switch(name, isOn ? switched : switched.Except(kept), isOn);
    }

    private QmpFailure? SetValue(CpuModelPropertyInfo property, QemuJson value)
    {
        if (!QmpSentValues.TryGetText(property, value, request.Path, out string text, out QmpFailure? failure))
        {
            return failure;
        }

        if (CheckRange(property, text) is QmpFailure range)
        {
            return range;
        }

        if (property.Name is "vlen" or "elen")
        {
            ulong number = ulong.Parse(text, CultureInfo.InvariantCulture);
            if (!ulong.IsPow2(number))
            {
                return QmpFailure.Generic($"Vector extension {property.Name.ToUpperInvariant()} must be power of 2");
            }

            _vectorLength = property.Name == "vlen" ? number : _vectorLength;
            _elementLength = property.Name == "elen" ? number : _elementLength;
        }

        bool isTaken = _builder.TrySetProperty(property.Name, text, out _);
        if (!isTaken && !property.IsNumber)
        {
            return QmpFailure.Generic($"Unsupported {(property.Name == "vext_spec" ? "vector" : "privilege")} spec version '{text}'");
        }

        if (property.Name is "mvendorid" or "marchid" or "mimpid")
        {
            return IsStatic && text != "0" ? QmpFailure.Generic($"Unable to change {request.TypeName} {property.Name}") : null;
        }

        return _isVendors && property.Name != "vext_spec" && text != CurrentOf(property.Name) ? CannotChange(property.Name) : null;
    }

    private bool IsStatic => request.Start.Registry.Listing.Any(row => row.Name == _definition.Name && row.IsStatic);

    /// <summary>What a number is unless a model has its own.</summary>
    private string CurrentOf(string name)
    {
        RiscVValues values = ((RiscVIdentity)_definition.Identity).Values;
        (int own, int otherwise) = name switch
        {
            "vlen" => ((int)values.VectorLength, 128),
            "elen" => ((int)values.ElementLength, 64),
            "cbom_blocksize" => ((int)values.ManagementBlockSize, 64),
            "cbop_blocksize" => ((int)values.PrefetchBlockSize, 64),
            "cboz_blocksize" => ((int)values.ZeroBlockSize, 64),
            _ => (-1, -1),
        };
        return (own == 0 ? otherwise : own).ToString(CultureInfo.InvariantCulture);
    }

    private static QmpFailure? CheckRange(CpuModelPropertyInfo property, string text)
    {
        ulong greatest = property.Type switch
        {
            "uint8" => byte.MaxValue,
            "uint16" => ushort.MaxValue,
            "uint32" => uint.MaxValue,
            _ => ulong.MaxValue,
        };
        return !property.IsNumber || (NumberText.TryParse(text, NumberStyles.Integer, out ulong number) && number <= greatest)
            ? null
            : QmpFailure.Generic($"Parameter '{property.Name}' expects {property.Type}_t");
    }

    private QmpFailure? CheckVectors()
    {
        ulong vlen = _vectorLength ?? ulong.Parse(CurrentOf("vlen"), CultureInfo.InvariantCulture);
        ulong elen = _elementLength ?? ulong.Parse(CurrentOf("elen"), CultureInfo.InvariantCulture);
        ulong least = Has("v") ? 128UL : Has("zve64x") ? 64UL : Has("zve32x") ? 32UL : 0UL;
        return least switch
        {
            0 => null,
            _ when vlen < least || vlen > LongestVector => QmpFailure.Generic($"Vector extension implementation only supports VLEN in the range [{least}, {LongestVector}]"),
            _ when elen is < 8 or > 64 => QmpFailure.Generic("Vector extension implementation only supports ELEN in the range [8, 64]"),
            _ when vlen < elen => QmpFailure.Generic("Vector extension implementation requires VLEN to be greater than or equal to ELEN"),
            _ => null,
        };
    }

    private bool Has(string name) => request.Start.Registry.Vocabulary.CreateSet(name).IsSubsetOf(_facilities);

    private QmpFailure CannotChange(string name) => QmpFailure.Generic($"CPU '{_definition.Name}' does not allow changing the value of '{name}'");
}
