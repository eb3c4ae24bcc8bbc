namespace CpuFacility.Tests.Generators;

internal static partial class BrokenData
{
    /// <summary>Tables whose headers say what their cells are.</summary>
    public static readonly Case[] Typed =
    [
        new("CPUFAC002", "vendors.csv", null, "", 1, 1, "The header lacks: a first column, which names the row"),
        new("CPUFAC002", "fields.csv", null, "name,bit:bit,block:block\nlow,1,SIDE\n", 1, 6, "The header lacks: a column of blocks before 'bit:bit'"),
        new("CPUFAC004", "leaves.csv", "name:facility,", "leaf:number,", 1, 13, "The column 'leaf:number' is there twice"),
        new("CPUFAC010", "leaves.csv", "leaf:number", "2:number", 1, 15, $"'2' of '2:number' {CannotName}"),
        new("CPUFAC011", "leaves.csv", "leaf:number", "name:number", 1, 15, "The identifier 'Name' of 'name:number' is already that of 'name:facility'"),
        new("CPUFAC013", "leaves.csv", "0x12", "0x1g", 2, 7, "'0x1g' in column 'leaf:number' is no number from 0 to 4294967295"),
        new("CPUFAC013", "leaves.csv", "0x12", "", 2, 7, "'' in column 'leaf:number' is no number from 0 to 4294967295"),
        new("CPUFAC013", "leaves.csv", "4294967295", "4294967296", 3, 7, "'4294967296' in column 'leaf:number' is no number from 0 to 4294967295"),
        new("CPUFAC013", "leaves.csv", "0x12", "-1", 2, 7, "'-1' in column 'leaf:number' is no number from 0 to 4294967295"),
        new("CPUFAC013", "fields.csv", "0x81", "0x181", 2, 10, "'0x181' in column 'mask:bits' is no mask of bits 0 to 7"),
        new("CPUFAC013", "fields.csv", "257", "65536", 3, 11, "'65536' in column 'mask:bits' is no mask of bits 0 to 15"),
        new("CPUFAC013", "fields.csv", "0x81", "", 2, 10, "'' in column 'mask:bits' is no mask of bits 0 to 7"),
        new("CPUFAC013", "state.csv", "0xffffffffffffffff", "0x1ffffffffffffffff", 2, 3,
            "'0x1ffffffffffffffff' in column 'all:bits' is no mask of bits 0 to 63"),
        new("CPUFAC014", "leaves.csv", "leaf:number", "leaf:nmber", 1, 15,
            "'nmber' in column 'leaf:nmber' is unknown; known are: text, number, bits, facility, facility?, block, block?, bit, mark, mark?"),
        new("CPUFAC014", "leaves.csv", "leaf:number", "leaf:number?", 1, 15,
            "'number?' in column 'leaf:number?' is unknown; known are: text, number, bits, facility, facility?, block, block?, bit, mark, mark?"),
        new("CPUFAC015", "fields.csv", "low,SIDE", "low,SIDES", 2, 5, "The block 'SIDES' is not in blocks.csv"),
        new("CPUFAC015", "state.csv", "SIDE,7", "SIDES,99", 2, 32, "The block 'SIDES' is not in blocks.csv"),
        new("CPUFAC017", "state.csv", "SIDE,7", "SIDE,8", 2, 37, "The bit '8' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "state.csv", "SIDE,7", "SIDE,", 2, 37, "The bit '' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "state.csv", "SIDE,7", ",7", 2, 33,
            "The bit '7' is not in block '', which has no bits: 'bit:bit' is for rows that name a block"),
        new("CPUFAC017", "state.csv", "MAIN,15", "MAIN,", 2, 49, "The bit '' is not in block 'MAIN', which has the bits 0 to 15"),
        new("CPUFAC017", "state.csv", "NONE,", "NONE,0", 3, 16, "The bit '0' is not in block 'NONE', which has no bits: the cell must be empty"),
        new("CPUFAC020", "leaves.csv", "delta", "theta", 2, 1, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "leaves.csv", "delta,", ",", 2, 1, "The facility '' is not in facilities.csv"),
        new("CPUFAC020", "state.csv", "zeta", "theta", 2, 39, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC036", "state.csv", "soft-ware", "softer", 2, 22, "The mark 'softer' is not in marks.csv"),
        new("CPUFAC052", "own.csv", null, "name:text,more:facility\none,alpha\none,delta\n", 3, 1, "'one' is already in line 2"),
        new("CPUFAC020", "own.csv", null, "name:text,more:facility\none,theta\n", 2, 5, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC052", "leaves.csv", "alpha", "delta", 3, 1, "'delta' is already in line 2"),
        new("CPUFAC052", "state.csv", "0x2", "0x1", 3, 1, "'0x1' is already in line 2"),
    ];
}
