using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CpuFacility.Power;

/// <summary>QEMU's rules for the names of POWER models (<c>ppc_cpu_class_by_name</c>).</summary>
internal sealed class PowerQemuRules : PowerRules
{
    /// <summary>The number of digits that make a name a PVR.</summary>
    private const int PvrDigits = 8;

    /// <summary>More than the longest name has.</summary>
    private const int MaximumLength = 64;

    /// <summary>
    /// Eight hexadecimal digits, <c>0x</c> before them or not, are a PVR, which all 32 bits of a definition's must equal. Any other name is taken in lower
    /// case. Of definitions with one PVR the first in the table counts; QEMU takes any.
    /// </summary>
    public override bool TryFindInOtherForm(CpuModelRegistry registry, ReadOnlySpan<char> name, [NotNullWhen(true)] out CpuModel? model)
    {
        model = null;
        ReadOnlySpan<char> digits = name.StartsWith("0x", StringComparison.Ordinal) ? name[2..] : name;
        if (digits.Length == PvrDigits && NumberText.TryParse(digits, NumberStyles.AllowHexSpecifier, out uint pvr))
        {
            return registry.TryFindByPvr(pvr, out PowerModelDefinition? definition)
                && definition.Identity.Pvr == pvr
                && registry.TryFindExactly(definition.Name, out model);
        }

        if (name.Length > MaximumLength)
        {
            return false;
        }

        Span<char> lower = stackalloc char[name.Length];
        for (int i = 0; i < name.Length; i++)
        {
            lower[i] = char.IsAsciiLetterUpper(name[i]) ? (char)(name[i] | 0x20) : name[i];
        }

        return registry.TryFindExactly(lower, out model);
    }
}
