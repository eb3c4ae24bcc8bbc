using System.Collections.Immutable;
using System.Text.Json;
using CpuFacility.X86;

namespace CpuFacility.Tool;

/// <summary>What there is to say of an x86 host beyond any host: the level that it reaches, and the models that name it.</summary>
internal sealed class X86Details
{
    private readonly HostCapability _host;
    private readonly CpuidData? _cpuid;
    private readonly FacilitySet _usable;
    private readonly FacilitySet _open;

    private X86Details(HostCapability host, CpuidData? cpuid)
    {
        _host = host;
        _cpuid = cpuid;
        _usable = host.Offered;
        _open = host.Unreported;
        if (cpuid is { IsComplete: false })
        {
            // What the operating system has not enabled cannot be used, whatever its bit says. A hypervisor's table is that of a machine on
            // which none runs yet.
            _usable = cpuid.ReadXsaveState().GetUsable(host.Offered, out FacilitySet unknown);
            _open = _open.Union(unknown);
        }

        Level = X86Levels.GetLevel(_usable);
        Highest = X86Levels.GetLevel(_usable.Union(_open));
    }

    /// <summary>The level that the host reaches for certain.</summary>
    public X86Level Level { get; }

    /// <summary>The level that it reaches if all that is not known is there.</summary>
    public X86Level Highest { get; }

    private CpuModelRegistry Registry => _host.Registry;

    private X86Identity Identity => (X86Identity)_host.Identity;

    /// <summary>The details of an x86 host.</summary>
    public static X86Details Of(HostDescription description) => new(description.Host, description.Cpuid);

    /// <summary>The names of what is certainly missing for a level.</summary>
    public ImmutableArray<string> ListMissing(X86Level level) => List(GetMissing(level).Except(_open));

    /// <summary>The names of what is missing for a level or not, as it is not known.</summary>
    public ImmutableArray<string> ListUnknown(X86Level level) => List(GetMissing(level).Intersect(_open));

    /// <summary>What is missing for a level, for certain or because it is not known.</summary>
    private FacilitySet GetMissing(X86Level level) => X86Levels.GetMissing(level, _usable);

    private ImmutableArray<string> List(in FacilitySet facilities) =>
        [.. Registry.Vocabulary.Summarize(facilities).ToImmutableArray().Select(static term => term.Name)];

    public void WriteText(TextOutput output)
    {
        if (_cpuid is { BrandString.Length: > 0 })
        {
            output.WriteLine($"brand       {_cpuid.BrandString}");
        }

        if (_cpuid?.PhysicalAddressBits is int physical)
        {
            output.WriteLine($"addresses   {physical} bits physical, {_cpuid.LinearAddressBits} bits linear");
        }

        output.WriteLine($"level       {DescribeLevel()}");
        if (_cpuid is { IsComplete: false })
        {
            output.WriteLine($"state       {_cpuid.ReadXsaveState()}");
        }

        WriteModels(output, Registry.Identify(Identity, _host.Offered));
    }

    /// <summary>The models that a processor may be, as far as that is of use to people; JSON has all of it.</summary>
    public static void WriteModels(TextOutput output, ImmutableArray<X86Identified> candidates)
    {
        const int most = 3;
        X86Identified[] bySignature = [.. candidates.Where(static candidate => candidate.MatchesSignature)];
        foreach (X86Identified candidate in bySignature.Take(most).Concat(candidates.Where(static candidate => !candidate.MatchesSignature)))
        {
            string how = candidate.MatchesSignature ? "by signature" : "most features of all that run";
            output.WriteLine($"model       {candidate.Definition.Name} ({how}{Lacks(candidate)})");
        }

        if (bySignature.Length > most)
        {
            output.WriteLine($"            and {bySignature.Length - most} more by signature");
        }
    }

    private static string Lacks(X86Identified candidate)
    {
        const int most = 6;
        if (candidate.Missing.IsEmpty)
        {
            return "";
        }

        var names = candidate.Model.Registry.Vocabulary.Summarize(candidate.Missing).ToImmutableArray();
        string more = names.Length > most ? $" and {names.Length - most} more" : "";
        return $"; it lacks {string.Join(", ", names.Take(most))}{more}";
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("x86");
        json.WriteString("vendor", Identity.Vendor);
        json.WriteString("brand", _cpuid?.BrandString);
        if (Identity.Signature is X86Signature signature)
        {
            json.WriteNumber("family", signature.Family);
            json.WriteNumber("model", signature.Model);
            json.WriteNumber("stepping", signature.Stepping);
        }

        json.WriteString("level", Level.GetName());
        json.WriteString("highest-level", Highest.GetName());
        json.WriteFacilities("missing-for-next-level", Registry, Level == X86Level.V4 ? default : GetMissing(Level + 1));
        json.WriteString("state", _cpuid?.ReadXsaveState().ToString());
        WriteModels(json, Registry.Identify(Identity, _host.Offered));
        json.WriteEndObject();
    }

    /// <summary>The models that a processor may be.</summary>
    public static void WriteModels(Utf8JsonWriter json, ImmutableArray<X86Identified> candidates)
    {
        json.WriteStartArray("models");
        foreach (X86Identified candidate in candidates)
        {
            json.WriteStartObject();
            json.WriteString("name", candidate.Definition.Name);
            json.WriteBoolean("by-signature", candidate.MatchesSignature);
            json.WriteFacilities("missing", candidate.Model.Registry, candidate.Missing);
            json.WriteFacilities("beyond", candidate.Model.Registry, candidate.Beyond);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The level, and what is missing for the next one.</summary>
    public string DescribeLevel()
    {
        string level = Level == X86Level.None ? "below x86-64-v1" : Level.GetName();
        if (Level == X86Level.V4)
        {
            return level;
        }

        FacilitySet missing = GetMissing(Level + 1);
        FacilitySet absent = missing.Except(_open).Except(_host.Offered);
        FacilitySet disabled = missing.Except(_open).Intersect(_host.Offered);
        string next = $"{level}; for {(Level + 1).GetName()}";
        return !absent.IsEmpty ? $"{next} it lacks {Registry.Vocabulary.Format(absent)}"
            : !disabled.IsEmpty ? $"{next} its operating system has not enabled the state of {Registry.Vocabulary.Format(disabled)}"
            : $"{next} it is not known whether it has {Registry.Vocabulary.Format(missing)}";
    }
}
