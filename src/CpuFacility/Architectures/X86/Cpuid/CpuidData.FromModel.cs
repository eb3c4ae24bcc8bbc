using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace CpuFacility.X86;

public sealed partial class CpuidData
{
    private const int BrandLength = 48;
    private const uint Avx10Leaf = 0x24;

    /// <summary>
    /// The table that a guest of a model sees as far as the model decides it: highest leaves, vendor, signature, features, the brand string if the
    /// edition has one, the state components of leaf DH, and the MSRs that hold features.
    /// </summary>
    /// <param name="model">An x86 model of any edition.</param>
    /// <remarks>
    /// What the machine decides is not in it: topology, caches, the widths of addresses. The table is complete: those leaves read as zero.
    /// Reading its facilities gives the model's; none are unreported. A highest leaf that the model's properties set (<c>level</c>, <c>xlevel</c>)
    /// is in it as set, even below leaves that are listed.
    /// </remarks>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static CpuidData FromModel(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Identity is not X86Identity identity)
        {
            throw new ArgumentException($"The model is of {model.Architecture}, not of {CpuArchitecture.X86}.", nameof(model));
        }

        var definition = model.Definition as X86ModelDefinition;
        var levels = X86CpuidLevels.Get(model);
        bool hasXsave = model.Has(X86Facility.Xsave);
        uint basic = Math.Max(Math.Max(levels.Basic, 1), hasXsave ? X86XsaveState.Leaf : 0);
        uint signature = identity.Signature?.ToEax() ?? 0;
        CpuidRegisters vendor = VendorOf(identity.Vendor);

        var builder = new Builder { IsComplete = true };
        builder.Set(0, 0, vendor with { Eax = basic });
        builder.Set(1, 0, new CpuidRegisters(signature, 0, 0, 0));
        if (basic >= 7)
        {
            builder.Set(7, 0, new CpuidRegisters(levels.Func7, 0, 0, 0));
        }

        if (levels.Extended >= ExtendedRange)
        {
            builder.Set(ExtendedRange, 0, vendor with { Eax = levels.Extended });
        }

        if (levels.Extended > ExtendedRange)
        {
            builder.Set(ExtendedRange + 1, 0, new CpuidRegisters(signature, 0, 0, 0));
            AddBrand(builder, FindProperty(model, "model-id") ?? definition?.BrandString ?? "", levels.Extended);
        }

        if (levels.Centaur >= CentaurRange)
        {
            builder.Set(CentaurRange, 0, new CpuidRegisters(levels.Centaur, 0, 0, 0));
        }

        CpuidData features = builder.ToCpuidData().WithFacilities(model.Facilities);
        builder = features.ToBuilder();
        AddAnnouncedMsrs(builder, features);
        if (builder.TryGet(Avx10Leaf, 0, out CpuidRegisters avx10))
        {
            string? version = FindProperty(model, "avx10-version");
            uint number = version is null ? (uint)(definition?.Avx10Version ?? 0) : uint.Parse(version, CultureInfo.InvariantCulture);
            builder.Set(Avx10Leaf, 0, avx10 with { Ebx = avx10.Ebx | (number & 0xFF) });
        }

        if (hasXsave)
        {
            X86XsaveComponents.AddStandard(builder, features.HasAny);
        }

        SetLevel(builder, 0, model, "level");
        SetLevel(builder, 7, model, "level-func7");
        SetLevel(builder, ExtendedRange, model, "xlevel");
        SetLevel(builder, CentaurRange, model, "xlevel2");
        return builder.ToCpuidData();
    }

    /// <summary>A highest leaf that is set counts as it is, whatever the features ask for; QEMU takes the greatest number for none.</summary>
    private static void SetLevel(Builder builder, uint leaf, CpuModel model, string name)
    {
        if (FindProperty(model, name) is string text
            && uint.Parse(text, CultureInfo.InvariantCulture) is uint level and not uint.MaxValue
            && builder.TryGet(leaf, 0, out CpuidRegisters registers))
        {
            builder.Set(leaf, 0, registers with { Eax = level });
        }
    }

    private static string? FindProperty(CpuModel model, string name)
    {
        foreach (CpuModelProperty property in model.Properties)
        {
            if (property.Name == name)
            {
                return property.Value;
            }
        }

        return null;
    }

    /// <summary>MSRs that the features announce are there even if no feature in them is on.</summary>
    private static void AddAnnouncedMsrs(Builder builder, CpuidData features)
    {
        for (int number = 0; number < CpuidLayout.BlockCount; number++)
        {
            ref readonly CpuidLayout.BlockLayout block = ref CpuidLayout.Block(number);
            if (block.IsMsr && !features.IsMsrAbsent(block))
            {
                // One that is there already keeps its value.
                builder.TryAddMsr(block.Leaf, 0, out _);
            }
        }
    }

    /// <summary>Whether one of some bits is on.</summary>
    private bool HasAny(FeaturePlace[] places)
    {
        foreach (FeaturePlace place in places)
        {
            if (ReadBit(place) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static CpuidRegisters VendorOf(string vendor)
    {
        Span<byte> bytes = stackalloc byte[X86Vendor.SignatureLength];
        Encoding.ASCII.GetBytes(vendor, bytes);
        return new CpuidRegisters(
            0,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
    }

    private static void AddBrand(Builder builder, string brand, uint highest)
    {
        if (brand.Length == 0)
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[BrandLength];
        Encoding.ASCII.GetBytes(brand.AsSpan(0, Math.Min(brand.Length, BrandLength)), bytes);
        for (uint leaf = ExtendedRange + 2; leaf <= Math.Min(ExtendedRange + 4, highest); leaf++, bytes = bytes[16..])
        {
            builder.Set(leaf, 0, new CpuidRegisters(
                BinaryPrimitives.ReadUInt32LittleEndian(bytes),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])));
        }
    }
}
