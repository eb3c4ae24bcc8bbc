namespace CpuFacility.Tool;

/// <summary>A libvirt verb cannot answer; the errors are what virsh would say.</summary>
internal sealed class LibvirtVerbException(params string[] errors) : Exception(string.Join('\n', errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;

    /// <summary>Whether the command line is at fault, so that virsh would not start.</summary>
    public bool IsMisuse { get; init; }
}
