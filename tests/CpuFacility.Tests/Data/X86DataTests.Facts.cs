using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Tests.Data;

/// <summary>The generated tables against the verified facts, row by row, where these are at hand.</summary>
public partial class X86DataTests
{
    /// <summary>Every feature of libvirt with its place, in libvirt's order.</summary>
    [SkippableTheory]
    [InlineData("libvirt-12.8", 400)]
    [InlineData("libvirt-9.0", 212)]
    public void Features_Facts_AreEqualRowByRow(string edition, int count)
    {
        List<Dictionary<string, string>> facts = Facts(edition, "features.csv");
        CpuModelRegistry registry = Registry(edition);
        Assert.Equal(count, facts.Count);
        Assert.Equal(
            facts.Select(static row => $"{row["name"]} {PlaceOf(row)}"),
            InOrder(registry, registry.Vocabulary.Known).Select(static feature => $"{LibvirtName(feature)} {PlaceOf(feature)}"));
    }

    [SkippableFact]
    public void Features_FactsNotMigratable_AreMarked() => Assert.Equal(
        Facts("libvirt-12.8", "features.csv").Where(static row => row["migratable"] == "no").Select(static row => row["name"]).Order(StringComparer.Ordinal),
        Catalog.GetMarked("not-migratable").ToArray().Select(static index => LibvirtName(Catalog[index])).Order(StringComparer.Ordinal));

    /// <summary>What libvirt's map tells of the names in QEMU and Linux.</summary>
    [SkippableFact]
    public void Aliases_Facts_NameTheSameFeature()
    {
        int count = 0;
        foreach (Dictionary<string, string> row in Facts("libvirt-12.8", "features.csv"))
        {
            Assert.True(Catalog.TryFind(row["name"], out Facility feature, FacilityDialect.Libvirt));
            foreach (string alias in row["aliases"].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                FacilityDialect dialect = alias.StartsWith("qemu:", StringComparison.Ordinal) ? FacilityDialect.Qemu : FacilityDialect.Linux;
                string name = alias[(alias.IndexOf(':', StringComparison.Ordinal) + 1)..];
                Assert.True(Catalog.TryFind(name, out Facility found, dialect), alias);
                Assert.Equal(feature, found);
                count++;
            }
        }

        Assert.Equal(26, count);
    }

    [SkippableFact]
    public void Vendors_Facts_AreEqualRowByRow() => Assert.Equal(
        Facts("libvirt-12.8", "vendors.csv").Select(static row => $"{row["name"]} {Text(row["ebx"])}{Text(row["edx"])}{Text(row["ecx"])}"),
        X86Vendor.All.Select(static vendor => $"{vendor.Name} {vendor.Signature}"));

    [SkippableTheory]
    [InlineData("libvirt-12.8")]
    [InlineData("libvirt-9.0")]
    public void LibvirtModels_Facts_AreEqualRowByRow(string edition)
    {
        // Vendor and signatures are inherited, as the facts have them.
        IEnumerable<string> ours = Registry(edition).Definitions.Cast<X86ModelDefinition>().Select(static definition => string.Join('|', [
            definition.Name,
            X86Vendor.All.FirstOrDefault(vendor => vendor.Signature == definition.Identity.Vendor)?.Name ?? "",
            string.Join(';', definition.Signatures),
            definition.DecodesHost ? "on" : "off",
            definition.DecodesGuest ? "on" : "off",
            definition.AliasOf ?? "",
            definition.CanonicalName ?? "",
            definition.ChecksCompatibilityOnly ? "compat" : "",
            Text(definition.Default.Count),
            Text(definition.Added.Count),
            Text(definition.Removed.Count)]));
        Assert.Equal(
            Facts(edition, "models.csv").Select(static row => string.Join('|', [
                row["name"], row["vendor"], Ranges(row["signatures"]), row["decode_host"], row["decode_guest"], row["alias_of"],
                row["canonical_version"] == row["name"] ? "" : row["canonical_version"], row["check_partial"], row["feature_count"], row["added_count"], row["removed_count"]])),
            ours);
    }

    [SkippableTheory]
    [InlineData("libvirt-12.8", 18957)]
    [InlineData("libvirt-9.0", 2655)]
    public void LibvirtSets_Facts_AreEqualRowByRow(string edition, int count)
    {
        List<Dictionary<string, string>> facts = Facts(edition, "model_features.csv");
        var rows = new List<string>();
        foreach (X86ModelDefinition definition in Registry(edition).Definitions.Cast<X86ModelDefinition>())
        {
            Add(definition.Default, "require");
            Add(definition.Added, "added");
            Add(definition.Removed, "removed");
            void Add(FacilitySet set, string marker) =>
                rows.AddRange(set.ToArray().Select(index => $"{definition.Name} {LibvirtName(Catalog[index])} {marker}"));
        }

        Assert.Equal(count, facts.Count);
        Assert.Equal(
            facts.Select(static row => $"{row["model"]} {row["feature"]} {row["marker"]}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    /// <summary>No model carries the bit that an operating system sets for XSAVE: the feature itself stands for it.</summary>
    [SkippableFact]
    public void Levels_Facts_AreEqual()
    {
        List<Dictionary<string, string>> facts = Facts("libvirt-12.8", "levels.csv");
        foreach (X86Level level in X86Levels.All)
        {
            Assert.Equal(
                facts.Where(row => row["level"] == level.GetName()).Select(static row => row["feature"] == "osxsave" ? "xsave" : row["feature"]).Order(StringComparer.Ordinal),
                X86Levels.GetRequired(level).ToArray().Select(static index => LibvirtName(Catalog[index])).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Every property of QEMU is a name of a feature or one of the other properties, and there are no more.</summary>
    [SkippableFact]
    public void Properties_Facts_AreFeaturesOrOtherProperties()
    {
        List<Dictionary<string, string>> facts = Facts("libvirt-12.8", "qemu-11.1-properties.csv");
        Dictionary<string, CpuModelPropertyInfo> properties = X86Editions.Qemu.Properties.ToDictionary(static property => property.Name);
        ImmutableArray<string>[] features = [.. Enumerable.Range(0, Catalog.Count).Select(static index => Catalog.GetNames(Catalog[index], FacilityDialect.Qemu))];
        IEnumerable<string> mains = features.Where(static names => names.Length > 0).Select(static names => names[0]);
        IEnumerable<string> all = features.SelectMany(static names => names);
        Assert.Equal(
            facts.Where(static row => row["in_static"] == "yes").Select(static row => row["name"]).Order(StringComparer.Ordinal),
            mains.Concat(properties.Values.Where(static property => property.IsStatic).Select(static property => property.Name)).Order(StringComparer.Ordinal));
        Assert.Equal(
            facts.Select(static row => row["name"]).Order(StringComparer.Ordinal),
            all.Concat(properties.Values.Select(static property => property.Name)).Order(StringComparer.Ordinal));
        Assert.All(facts.Where(row => properties.ContainsKey(row["name"])), row =>
        {
            CpuModelPropertyInfo property = properties[row["name"]];
            string type = row["type"] == "str" ? "string" : row["type"].Split('<')[0];
            Assert.Equal(type, property.Type);
        });
    }

    private static List<Dictionary<string, string>> Facts(string edition, string file) => CsvRows.Read(
        edition == "libvirt-9.0" ? SharedFolder.Require("facts", "x86", "libvirt-9.0", file) : SharedFolder.Require("facts", "x86", file));

    private static CpuModelRegistry Registry(string edition) => X86Editions.All.Single(registry => registry.Edition == edition);

    private static List<Facility> InOrder(CpuModelRegistry registry, FacilitySet set)
    {
        var sorted = new List<Facility>();
        foreach (Facility feature in registry.Vocabulary.Order.Sort(set))
        {
            sorted.Add(feature);
        }

        return sorted;
    }

    private static string LibvirtName(Facility feature) => Catalog.TryGetName(feature, FacilityDialect.Libvirt, out string? name) ? name : "";

    /// <summary>The upper half of an MSR is a register of its own in libvirt.</summary>
    private static string PlaceOf(Dictionary<string, string> row)
    {
        int bit = Number(row["bit"]);
        return row["kind"] == "msr"
            ? $"MSR {Number(row["leaf"]):x} {(row["register"] == "edx" ? bit + 32 : bit)}"
            : $"{row["register"].ToUpperInvariant()} {Number(row["leaf"]):x} {(row["subleaf"].Length == 0 ? 0 : Number(row["subleaf"])):x} {bit}";
    }

    private static string PlaceOf(Facility feature)
    {
        short block = Data.BlockNumbers[feature.Index];
        string register = ((string[])["EAX", "EBX", "ECX", "EDX", "MSR"])[X86Data.BlockRegister[block]];
        return register == "MSR"
            ? $"MSR {X86Data.BlockLeaf[block]:x} {Data.Bits[feature.Index]}"
            : $"{register} {X86Data.BlockLeaf[block]:x} {X86Data.BlockSubleaf[block]:x} {Data.Bits[feature.Index]}";
    }

    /// <summary>Ranges as the library writes them: all steppings are not named.</summary>
    private static string Ranges(string signatures) => signatures.Replace("/*", "", StringComparison.Ordinal);

    private static int Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? unchecked((int)uint.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
        : int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string register)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Number(register));
        return Encoding.ASCII.GetString(bytes);
    }
}
