namespace CpuFacility.Tool;

/// <summary>One way in which a file can describe a CPU model or a host. A model is a host that does all of it in hardware.</summary>
internal interface IModelFormat
{
    /// <summary>What the format is called in messages.</summary>
    string Name { get; }

    /// <summary>The most bytes that a file of this format has.</summary>
    int MaximumLength { get; }

    /// <summary>Whether a file looks like this format.</summary>
    bool Matches(ReadOnlySpan<byte> content);

    /// <summary>Reads the whole file, whose content says which of the registries it is about.</summary>
    bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? host, out FacilityFormatError error);
}
