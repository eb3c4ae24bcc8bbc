using CpuFacility.RiscV;

namespace CpuFacility.Tool;

/// <summary>Reads models that are given as an ISA string of RISC-V: <c>[riscv:]rv64gcv_zba[,name=on|off...]</c>.</summary>
internal static class RiscVIsaArgument
{
    private static readonly string[] Starts = ["rv32", "rv64", "rv128"];

    /// <summary>The model; null if the text is no ISA string, as the name of one of QEMU's models is none.</summary>
    /// <param name="view">What the command line is about.</param>
    /// <param name="text">The text.</param>
    /// <param name="error">What is wrong with a text that begins as an ISA string does.</param>
    public static CpuModel? TryRead(ReleaseView view, string text, out FacilityFormatError error)
    {
        error = default;
        int comma = text.IndexOf(',');
        string name = comma < 0 ? text : text[..comma];
        int colon = name.IndexOf(':');
        if (!Array.Exists(Starts, start => name.AsSpan(colon + 1).StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || name.Contains('~')
            || Architectures.Find(colon < 0 ? "riscv" : name[..colon]).Architecture != CpuArchitecture.RiscV
            || view.AskedArchitecture is not (null or CpuArchitecture.RiscV))
        {
            return null;
        }

        CpuModelRegistry registry = view.WithoutDocuments.InQemusWords.Registry(CpuArchitecture.RiscV);
        if (registry.TryFind(name.AsSpan(colon + 1), out _))
        {
            return null;
        }

        if (!RiscVIsaString.TryParse(name.AsSpan(colon + 1), out RiscVIsaString? isa, out error))
        {
            error = error with { Position = error.Position + colon + 1 };
            return null;
        }

        CpuModel model = registry.FromIsaString(isa);
        return comma < 0 ? model : Change(model, text[(comma + 1)..], comma, out error);
    }

    /// <summary>Applies what stands behind the ISA string, under the rules of QEMU's bare model.</summary>
    private static CpuModel? Change(CpuModel model, string settings, int comma, out FacilityFormatError error)
    {
        var known = new CpuModelBuilder(model.Registry.Parse(model.Definition.Name));
        string start = known.ToModel().WithFacilities(model.Configured.Intersect(model.Definition.Full)).ToString();
        if (!model.Registry.TryParse($"{start},{settings}", out CpuModel? changed, out error))
        {
            error = error with { Position = Math.Max(comma, error.Position - start.Length + comma) };
            return null;
        }

        var builder = new CpuModelBuilder(changed);
        foreach (CpuModelProperty property in model.UnknownProperties)
        {
            builder.AddUnknown(property);
        }

        return builder.ToModel();
    }
}
