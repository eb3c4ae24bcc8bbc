using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// Reads QEMU's answers about x86 models as libvirt does: what a host offers (<c>query-cpu-model-expansion</c>), and which models it can run
/// (<c>query-cpu-definitions</c>). Each is a reply of QMP or its return value, in UTF-8.
/// </summary>
public static class LibvirtQemuReplies
{
    /// <summary>The longest text that is read, in bytes: 4 Mi.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    /// <summary>Reads an expansion. Properties that are on and that libvirt has a name for are features; all others have no part.</summary>
    /// <param name="json">The reply, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is no such reply; the exception has the position.</exception>
    public static LibvirtX86Data ReadExpansion(ReadOnlySpan<byte> json) =>
        TryReadExpansion(json, out LibvirtX86Data data, out FacilityFormatError error) ? data : throw new FacilityFormatException(error);

    /// <summary>Reads an expansion, without an exception for bad input.</summary>
    /// <param name="json">The reply, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="data">What the model has.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    public static bool TryReadExpansion(ReadOnlySpan<byte> json, out LibvirtX86Data data, out FacilityFormatError error)
    {
        data = default;
        if (!TryParse(json, out JsonDocument? document, out error))
        {
            return false;
        }

        using (document)
        {
            JsonElement value = ReturnOf(document.RootElement);
            if (!TryGet(value, "model", JsonValueKind.Object, out JsonElement model)
                || !TryGet(model, "props", JsonValueKind.Object, out JsonElement properties))
            {
                error = new FacilityFormatError(0, "This is no expansion: there is no 'model' with 'props'.");
                return false;
            }

            data = new LibvirtX86Data(ReadFeatures(properties), ReadVendor(properties), ReadSignature(properties));
            return true;
        }
    }

    /// <summary>Reads definitions of models with what a host lacks for each, in libvirt's names.</summary>
    /// <param name="json">The reply, at most <see cref="MaximumLength"/> bytes.</param>
    /// <exception cref="FacilityFormatException">The text is no such reply; the exception has the position.</exception>
    public static ImmutableArray<LibvirtHypervisorModel> ReadDefinitions(ReadOnlySpan<byte> json) =>
        TryReadDefinitions(json, out ImmutableArray<LibvirtHypervisorModel> models, out FacilityFormatError error)
            ? models
            : throw new FacilityFormatException(error);

    /// <summary>Reads definitions of models, without an exception for bad input.</summary>
    /// <param name="json">The reply, at most <see cref="MaximumLength"/> bytes.</param>
    /// <param name="models">The models in the order of the reply.</param>
    /// <param name="error">What is wrong, and from which byte on.</param>
    public static bool TryReadDefinitions(
        ReadOnlySpan<byte> json, out ImmutableArray<LibvirtHypervisorModel> models, out FacilityFormatError error)
    {
        models = [];
        if (!TryParse(json, out JsonDocument? document, out error))
        {
            return false;
        }

        using (document)
        {
            JsonElement value = ReturnOf(document.RootElement);
            if (value.ValueKind != JsonValueKind.Array)
            {
                error = new FacilityFormatError(0, "These are no definitions: there is no list of models.");
                return false;
            }

            var found = ImmutableArray.CreateBuilder<LibvirtHypervisorModel>(value.GetArrayLength());
            foreach (JsonElement element in value.EnumerateArray())
            {
                if (!TryGet(element, "name", JsonValueKind.String, out JsonElement name) || !TryReadBlockers(element, out ImmutableArray<string> blockers))
                {
                    error = new FacilityFormatError(0, string.Create(
                        CultureInfo.InvariantCulture, $"Model {found.Count} of the list has no 'name', or 'unavailable-features' that are no list of names."));
                    return false;
                }

                bool saysUsability = element.TryGetProperty("unavailable-features", out _);
                found.Add(new LibvirtHypervisorModel(name.GetString()!, blockers)
                {
                    Usability = !saysUsability ? LibvirtUsability.Unknown : blockers.IsEmpty ? LibvirtUsability.Yes : LibvirtUsability.No,
                    IsDeprecated = element.TryGetProperty("deprecated", out JsonElement deprecated) && deprecated.ValueKind == JsonValueKind.True,
                    CanonicalName = TryGet(element, "alias-of", JsonValueKind.String, out JsonElement alias) ? alias.GetString() : null,
                });
            }

            models = found.ToImmutable();
            return true;
        }
    }

    private static bool TryReadBlockers(JsonElement model, out ImmutableArray<string> blockers)
    {
        blockers = [];
        if (!model.TryGetProperty("unavailable-features", out JsonElement list))
        {
            return true;
        }

        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(static name => name.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        blockers = [.. list.EnumerateArray().Select(static name => LibvirtQemuNames.ToLibvirt(name.GetString()!))];
        return true;
    }

    private static FacilitySet ReadFeatures(JsonElement properties)
    {
        FacilityCatalog catalog = X86Editions.Libvirt.Catalog;
        var features = default(FacilitySet.Builder);
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.True
                && catalog.TryFind(LibvirtQemuNames.ToLibvirt(property.Name), out Facility feature, FacilityDialect.Libvirt))
            {
                features.Add(feature.Index);
            }
        }

        return features.ToFacilitySet();
    }

    private static string ReadVendor(JsonElement properties) =>
        TryGet(properties, "vendor", JsonValueKind.String, out JsonElement vendor) ? vendor.GetString()! : "";

    private static X86Signature? ReadSignature(JsonElement properties)
    {
        int family = ReadNumber(properties, "family", X86Signature.HighestFamily);
        int model = ReadNumber(properties, "model", byte.MaxValue);
        int stepping = ReadNumber(properties, "stepping", 15);
        return (family | model | stepping) == 0 ? null : new X86Signature(family, model, stepping);
    }

    /// <summary>What is no number in the range is as good as not given.</summary>
    private static int ReadNumber(JsonElement properties, string name, int highest) =>
        TryGet(properties, name, JsonValueKind.Number, out JsonElement value) && value.TryGetInt32(out int number) && number >= 0 && number <= highest
            ? number
            : 0;

    private static JsonElement ReturnOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("return", out JsonElement value) ? value : root;

    private static bool TryGet(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    private static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out JsonDocument? document, out FacilityFormatError error)
    {
        document = null;
        if (json.Length > MaximumLength)
        {
            error = new FacilityFormatError(MaximumLength, string.Create(null, $"The text has {json.Length} bytes; at most {MaximumLength} are read."));
            return false;
        }

        if (!JsonCheck.IsWellFormed(json, out error))
        {
            return false;
        }

        document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = JsonCheck.MaximumDepth });
        return true;
    }
}
