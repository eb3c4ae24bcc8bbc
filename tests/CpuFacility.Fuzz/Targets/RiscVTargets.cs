using System.Text;
using CpuFacility.Linux;
using CpuFacility.RiscV;

namespace CpuFacility.Fuzz.Targets;

/// <summary>ISA strings and lists of a device tree.</summary>
internal static class RiscVTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("isa-string", ReadIsa),
        FuzzTarget.OfText("isa-device-tree", ReadDeviceTree),
        new("isa-text", ReadIsaText),
    ];

    private static void ReadIsa(string text)
    {
        bool isRead = RiscVIsaString.TryParse(text, out RiscVIsaString? isa, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => RiscVIsaString.Parse(text));
        if (isa is not null)
        {
            CheckReadsBack(isa);
        }
    }

    /// <summary>The base is the first line, the extensions are the rest.</summary>
    private static void ReadDeviceTree(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string isaBase = end < 0 ? text : text[..end];
        string extensions = end < 0 ? "" : text[(end + 1)..];
        if (RiscVIsaString.TryReadDeviceTree(isaBase, extensions, out RiscVIsaString? isa, out FacilityFormatError error))
        {
            CheckReadsBack(isa);
        }
        else
        {
            Contract.That(error.Position >= 0 && error.Position <= text.Length && error.Reason.Length > 0, "a bad refusal");
        }
    }

    private static void ReadIsaText(byte[] text)
    {
        RiscVIsaText.Matches(text);
        bool isRead = RiscVIsaText.TryRead(text, out RiscVIsaText? read, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => RiscVIsaText.Read(text));
        if (read is not null)
        {
            CheckReadsBack(read.Isa);
            read.CreateHost(CpuModels.RiscV);
        }
    }

    private static void CheckReadsBack(RiscVIsaString isa)
    {
        string written = isa.ToString();
        if (written.Length > RiscVIsaString.MaximumLength)
        {
            // What is written can be longer than what was read, by an underscore or what g stands for: of a text near the limit, beyond it.
            return;
        }

        Contract.That(RiscVIsaString.TryParse(written, out RiscVIsaString? again, out FacilityFormatError error), $"'{written}' does not read back: {error}");
        Contract.That(again.ToString() == written && again.Xlen == isa.Xlen, $"'{written}' becomes '{again}'");
        // A list of a device tree may hold a name that no ISA string can.
        Contract.That(again.GetExtensions().All(isa.GetExtensions().Contains), $"'{written}' says more than was read");
        Contract.That(isa.GetExtensions().Except(again.GetExtensions()).All(isa.UnknownExtensions.Contains), $"'{written}' says less than was read");
        Contract.That(RiscVIsaText.TryRead(Encoding.UTF8.GetBytes(written), out _, out _), $"'{written}' is no text for the reader of files");
    }
}
