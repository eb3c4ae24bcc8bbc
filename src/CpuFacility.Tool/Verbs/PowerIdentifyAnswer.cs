using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CpuFacility.Power;

namespace CpuFacility.Tool;

/// <summary>The definitions that a POWER processor may be, by its PVR, and the compatibility modes that it accepts.</summary>
internal sealed class PowerIdentifyAnswer(CpuModelRegistry registry, PowerIdentity identity) : IAnswer
{
    private readonly ImmutableArray<PowerModelDefinition> _found =
    [
        .. registry.Definitions.OfType<PowerModelDefinition>()
            .Where(definition => definition.AliasOf is null && definition.Recognizes(identity.Pvr))
            .OrderBy(definition => definition.Identity.Pvr == identity.Pvr ? 0 : 1),
    ];

    public ExitCode ExitCode => _found.IsEmpty ? ExitCode.No : ExitCode.Yes;

    private PowerCompatibilityMode? Logical => PowerCompatibilityMode.TryFind(identity.Pvr, out PowerCompatibilityMode? mode) ? mode : null;

    private ImmutableArray<PowerCompatibilityMode> Modes => Within(PowerCompatibility.GetModes(identity.Pvr));

    private ImmutableArray<PowerCompatibilityMode> OldModes => Within(PowerCompatibility.GetModes(identity.Pvr, PowerCompatibilityRule.Level));

    /// <summary>Reads a PVR as it was written in place of a file; null if it is none.</summary>
    public static uint? ReadPvr(string text)
    {
        const int digits = 8;
        bool hasPrefix = text.StartsWith("0x", StringComparison.Ordinal);
        string number = hasPrefix ? text[2..] : text;
        return (number.Length == digits || (hasPrefix && number.Length is > 0 and < digits))
            && uint.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint pvr) ? pvr : null;
    }

    public void WriteText(TextOutput output)
    {
        output.WriteLine($"identity    {identity}");
        foreach (PowerModelDefinition definition in _found)
        {
            string how = definition.Identity.Pvr == identity.Pvr ? "" : $" (PVR {definition.Matches.First(match => match.Matches(identity.Pvr))})";
            output.WriteLine($"model       {string.Join(", ", NamesOf(definition))}: {definition.Title}{how}");
        }

        if (Logical is PowerCompatibilityMode logical)
        {
            output.WriteLine($"It is no processor's: it is the logical PVR of compatibility mode {logical}.");
            return;
        }

        if (_found.IsEmpty)
        {
            output.WriteLine(PowerCpuInfoFormat.DescribeUnknown(registry, identity.Pvr));
        }

        output.WriteLine($"modes       {PowerDetails.List(Modes)}");
        if (!OldModes.SequenceEqual(Modes))
        {
            output.WriteLine($"            as of QEMU 7.2: {PowerDetails.List(OldModes)}");
        }
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("edition", registry.Edition);
        json.WriteString("identity", identity.ToString());
        json.WriteString("pvr", string.Create(CultureInfo.InvariantCulture, $"0x{identity.Pvr:x8}"));
        json.WriteString("family", identity.Family?.Name);
        json.WriteString("mode-of-logical-pvr", Logical?.Name);
        json.WriteStartArray("models");
        foreach (PowerModelDefinition definition in _found)
        {
            json.WriteStartObject();
            json.WriteStrings("names", NamesOf(definition));
            json.WriteString("title", definition.Title);
            json.WriteBoolean("is-pvr-equal", definition.Identity.Pvr == identity.Pvr);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteModes("modes", Modes);
        json.WriteModes("modes-of-qemu-7.2", OldModes);
    }

    /// <summary>A machine that runs in a mode itself offers none beyond it.</summary>
    private ImmutableArray<PowerCompatibilityMode> Within(ImmutableArray<PowerCompatibilityMode> modes) =>
        identity.Limit is not PowerCompatibilityMode limit ? modes : [.. modes.Where(mode => limit.Facilities.Contains(mode.Facility.Index))];

    private IEnumerable<string> NamesOf(PowerModelDefinition definition) =>
        registry.Definitions.Where(other => other.AliasOf == definition.Name).Select(static other => other.Name).Prepend(definition.Name);
}
