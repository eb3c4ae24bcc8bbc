using CpuFacility.Linux;

namespace CpuFacility.Tool;

/// <summary>ID registers of an Arm processor as text.</summary>
internal sealed class ArmIdRegisterFormat : IModelFormat
{
    public string Name => "ID registers of Arm as text";

    public int MaximumLength => ArmIdRegisterText.MaximumLength;

    public bool Matches(ReadOnlySpan<byte> content) => ArmIdRegisterText.Matches(content);

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        description = ArmIdRegisterText.TryRead(content, out ArmIdRegisterText? text, out error)
            ? new HostDescription(text.CreateHost(view.Registry(CpuArchitecture.Arm), Name)) { Notes = [.. Notes(text)] }
            : null;
        return description is not null;
    }

    private static IEnumerable<string> Notes(ArmIdRegisterText text)
    {
        if (text.IsKernelView != true)
        {
            yield return text.IsKernelView == false
                ? "these are ID registers as programs read them: what Linux hides from programs is not known."
                : "without ID_AA64MMFR0_EL1 it cannot be told whether a program has read these ID registers: what Linux hides from programs is not known.";
        }
    }
}
