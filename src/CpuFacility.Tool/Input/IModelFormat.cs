namespace CpuFacility.Tool;

/// <summary>One way in which a file can hold a CPU model.</summary>
internal interface IModelFormat
{
    /// <summary>What the format is called in messages.</summary>
    string Name { get; }

    /// <summary>The most bytes that a file of this format has.</summary>
    int MaximumLength { get; }

    /// <summary>Whether a file looks like this format, by its first bytes.</summary>
    bool Matches(ReadOnlySpan<byte> start);

    /// <summary>Reads the whole file.</summary>
    bool TryRead(CpuModelRegistry registry, ReadOnlySpan<byte> content, out CpuModel? model, out FacilityFormatError error);
}
