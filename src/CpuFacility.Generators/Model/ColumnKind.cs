namespace CpuFacility.Generators.Model;

/// <summary>What the cells of a column are.</summary>
internal enum ColumnKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A number of 32 bits.</summary>
    Number,

    /// <summary>A mask of 64 bits.</summary>
    Bits,

    /// <summary>A facility's name, which becomes its index.</summary>
    Facility,

    /// <summary>A block's name, which becomes its position.</summary>
    Block,

    /// <summary>A bit of the block in the nearest column of blocks before it.</summary>
    Bit,

    /// <summary>A mark's name, which becomes its position.</summary>
    Mark,
}
