using System.Globalization;

namespace CpuFacility.X86;

/// <summary>
/// The highest CPUID leaves of a model: those of its definition, raised to where its features are (QEMU's <c>x86_cpu_adjust_level</c>).
/// </summary>
/// <param name="Basic">The highest basic leaf.</param>
/// <param name="Func7">The highest subleaf of leaf 7.</param>
/// <param name="Extended">The highest extended leaf, 0 for none.</param>
/// <param name="Centaur">The highest leaf of the range C0000000H, 0 for none.</param>
internal readonly record struct X86CpuidLevels(uint Basic, uint Func7, uint Extended, uint Centaur)
{
    public static X86CpuidLevels Get(CpuModel model)
    {
        var definition = model.Definition as X86ModelDefinition;
        uint basic = definition?.CpuidLevel ?? 0;
        uint func7 = definition?.CpuidLevelFunc7 ?? 0;
        uint extended = definition?.CpuidExtendedLevel ?? 0;
        uint centaur = definition?.CpuidCentaurLevel ?? 0;
        foreach (CpuModelProperty set in model.Properties)
        {
            switch (set.Name)
            {
                case "min-level":
                    basic = Number(set);
                    break;
                case "min-xlevel":
                    extended = Number(set);
                    break;
                case "min-xlevel2":
                    centaur = Number(set);
                    break;
                default:
                    break;
            }
        }

        foreach (int facility in model.Facilities)
        {
            short block = model.Registry.Catalog.Data.BlockNumbers[facility];
            if (X86Data.BlockRaisesLevel[block] != 0)
            {
                Raise(X86Data.BlockLeaf[block]);
                func7 = X86Data.BlockLeaf[block] == 7 ? Math.Max(func7, X86Data.BlockSubleaf[block]) : func7;
            }
        }

        // Some features ask for another leaf than the one that their bit is in.
        for (int row = 0; row < X86Data.Leaves.Name.Length; row++)
        {
            if (model.Facilities.Contains(X86Data.Leaves.Name[row]))
            {
                Raise(X86Data.Leaves.Leaf[row]);
            }
        }

        return new X86CpuidLevels(basic, func7, extended, centaur);

        void Raise(uint leaf)
        {
            // The two highest bits tell the range.
            ref uint level = ref (leaf >> 30) == 3 ? ref centaur : ref (leaf >> 30) == 2 ? ref extended : ref basic;
            level = Math.Max(level, leaf);
        }
    }

    private static uint Number(CpuModelProperty property) => uint.Parse(property.Value, NumberStyles.None, CultureInfo.InvariantCulture);
}
