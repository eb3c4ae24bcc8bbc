namespace CpuFacility.Tests.Generators;

/// <summary>
/// What can be wrong with data files, each as one change to <see cref="SmallData"/> and the one error that must come of it.
/// Lines and columns count from 1.
/// </summary>
internal static partial class BrokenData
{
    internal sealed record Case(string Id, string File, string? Old, string? New, int Line, int Column, string Message)
    {
        /// <summary>The file in which the error is, when it is not the one that was changed.</summary>
        public string? ErrorFile { get; init; }

        /// <summary>The name that the test run shows.</summary>
        public override string ToString() => $"{Id} {File}({Line},{Column}) {Message}";
    }

    public static readonly Case[] Text =
    [
        new("CPUFAC001", "facilities.csv", "delta,,SIDE,0,1.1,Delta", "delta,,SIDE,0,1.1", 5, 1,
            "The row cannot be read: it has 5 cells where the header has 6"),
        new("CPUFAC001", "groups.csv", "solo,delta", "solo", 4, 1, "The row cannot be read: it has 1 cell where the header has 2"),
        new("CPUFAC001", "facilities.csv", "1.1,Gamma", "1.1,\"Gamma", 4, 26,
            "The row cannot be read: the closing quotation mark is missing"),
        new("CPUFAC001", "facilities.csv", "1.1,Gamma", "1.1,Gam\"ma", 4, 26,
            "The row cannot be read: a quotation mark stands inside a cell that is not quoted"),
        new("CPUFAC001", "facilities.csv", "\"Beta, \"\"quoted\"\"\"", "\"Beta\" quoted", 3, 20,
            "The row cannot be read: text follows the closing quotation mark"),
        new("CPUFAC001", "groups.csv", "solo,delta", "solo, delta", 4, 6,
            "The row cannot be read: the cell begins or ends with white space"),
        new("CPUFAC001", "marks.csv", "old,alpha\n", "old,alpha\n\n", 3, 1, "The row cannot be read: the line is empty"),
        new("CPUFAC001", "marks.csv", "mark,facility", "\"mark,facility", 1, 1,
            "The row cannot be read: the closing quotation mark is missing"),
        new("CPUFAC002", "facilities.csv", null, "name,block,bit,title\nalpha,MAIN,0,Alpha\n", 1, 1, "The header lacks: since"),
        new("CPUFAC002", "presets.csv", null, "", 1, 1, "The header lacks: name, definition, mark, title"),
        new("CPUFAC002", "definitions.csv", "generation", "level", 1, 1, "The header lacks: generation"),
        new("CPUFAC003", "implied.csv", null, "block,bit,facility,why\nMAIN,2,alpha,so\n", 1, 20,
            "The column 'why' is unknown; known are: block, bit, facility"),
        new("CPUFAC004", "aliases.csv", null, "dialect,name,facility,name\nlinux,al,alpha,al\n", 1, 23, "The column 'name' is there twice"),
        new("CPUFAC007", "blocks.csv", "The side list", "", 3, 19, "The column 'title' must not be empty"),
        new("CPUFAC008", "facilities.csv", "zeta,,NONE", "ze ta,,NONE", 7, 1,
            "The name 'ze ta' is invalid: only ASCII letters, digits and . _ + - may stand in it"),
        new("CPUFAC008", "groups.csv", "solo,", ",", 4, 1,
            "The name '' is invalid: only ASCII letters, digits and . _ + - may stand in it"),
        new("CPUFAC012", "facilities.csv", "2.0.1", "post-7.2", 7, 13, "'post-7.2' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC012", "facilities.csv", "2.0.1", "0x7.2", 7, 13, "'0x7.2' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC012", "facilities.csv", "2.0.1", "1.2.3.4.5", 7, 13, "'1.2.3.4.5' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC012", "facilities.csv", "2.0.1", "1.2147483648", 7, 13, "'1.2147483648' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC014", "aliases.csv", "linux,al,alpha", "solaris,al,alpha", 2, 1, "'solaris' in column 'dialect' is unknown; known are: qemu, libvirt, linux"),
        new("CPUFAC012", "definitions.csv", "m3,2.0", "m3,2", 4, 4, "'2' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC013", "blocks.csv", "SIDE,8", "SIDE,eight", 3, 6, "'eight' in column 'bits' is no multiple of 8 from 8 to 32760"),
        new("CPUFAC013", "blocks.csv", "SIDE,8", "SIDE,12", 3, 6, "'12' in column 'bits' is no multiple of 8 from 8 to 32760"),
        new("CPUFAC013", "blocks.csv", "MAIN,16", "MAIN,32768", 2, 6, "'32768' in column 'bits' is no multiple of 8 from 8 to 32760"),
        new("CPUFAC013", "blocks.csv", "NONE,,", "NONE,8,", 4, 6, "'8' in column 'bits' is no empty cell, as a block of length none has"),
        new("CPUFAC013", "definitions.csv", "0x10", "0x100000000", 2, 8,
            "'0x100000000' in column 'type' is no number from 0 to 4294967295"),
        new("CPUFAC013", "definitions.csv", "38", "-38", 2, 17, "'-38' in column 'address_bits' is no number from 0 to 4294967295"),
        new("CPUFAC008", "profiles.csv", "emu,2.0", "e mu,2.0", 3, 1,
            "The name 'e mu' is invalid: only ASCII letters, digits and . _ + - may stand in it"),
        new("CPUFAC012", "profiles.csv", "emu,2.0", "emu,2", 3, 5, "'2' is no version: two to four numbers joined by dots, such as 7.2"),
        new("CPUFAC014", "profiles.csv", "static", "base", 3, 9, "'base' in column 'form' is unknown; known are: default, static, preset"),
        new("CPUFAC045", "profiles.csv", "0000000000000001", "000000000000001", 3, 23,
            "'ffffffffffffffff000000000000001' is no hash, which has 32 of the digits 0 to 9 and a to f: it has 31"),
        new("CPUFAC045", "profiles.csv", "0000000000000001", "00000000000000011", 3, 23,
            "'ffffffffffffffff00000000000000011' is no hash, which has 32 of the digits 0 to 9 and a to f: it has 33"),
        new("CPUFAC045", "profiles.csv", "0000000000000001", "000000000000000F", 3, 23,
            "'ffffffffffffffff000000000000000F' is no hash, which has 32 of the digits 0 to 9 and a to f: character 32 is 'F'"),
        new("CPUFAC045", "profiles.csv", "ffffffffffffffff0000000000000001", "", 3, 23,
            "'' is no hash, which has 32 of the digits 0 to 9 and a to f: it has 0"),
        new("CPUFAC014", "blocks.csv", "lsb0", "lsb", 3, 8, "'lsb' in column 'order' is unknown; known are: msb0, lsb0"),
        new("CPUFAC014", "blocks.csv", "fixed", "long", 3, 13, "'long' in column 'length' is unknown; known are: fixed, variable, none"),
        new("CPUFAC014", "increments.csv", "3,1,base,add", "3,1,basis,add", 5, 5,
            "'basis' in column 'set' is unknown; known are: base, default, full"),
        new("CPUFAC014", "increments.csv", "full,add", "full,plus", 3, 10, "'plus' in column 'change' is unknown; known are: add, remove"),
    ];

    public static readonly Case[] Names =
    [
        new("CPUFAC009", "facilities.csv", "zeta,,NONE,,", "alpha,Zeta,NONE,,", 7, 1, "The facility 'alpha' is already in line 2"),
        new("CPUFAC010", "facilities.csv", "Gamma2", "", 4, 1,
            "'2gamma' of '2gamma' cannot name a C# member: an identifier starts with A to Z, continues with letters, digits and "
            + "underscores, and is none of the members that every class has; give one in the column 'identifier'"),
        new("CPUFAC010", "facilities.csv", "Gamma2", "Equals", 4, 8,
            "'Equals' of '2gamma' cannot name a C# member: an identifier starts with A to Z, continues with letters, digits and "
            + "underscores, and is none of the members that every class has; give one in the column 'identifier'"),
        new("CPUFAC011", "facilities.csv", "Gamma2", "Delta", 5, 1, "The identifier 'Delta' of 'delta' is already that of '2gamma'"),
        new("CPUFAC011", "facilities.csv", "beta-2,,", "beta-2,Alpha,", 3, 8,
            "The identifier 'Alpha' of 'beta-2' is already that of 'alpha'"),
        new("CPUFAC011", "facilities.csv", "Gamma2", "RiscVFacility", 4, 8,
            "The identifier 'RiscVFacility' of '2gamma' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "marks.csv", "soft-ware,delta", "soft-ware,delta\ndefinition-set-row,alpha", 5, 1,
            "The identifier 'DefinitionSetRow' of 'definition-set-row' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "definitions.csv", "address_bits", "sets", 1, 31,
            "The identifier 'Sets' of 'sets' is already that of 'the class that it would be in'"),
        new("CPUFAC015", "facilities.csv", "epsilon,,SIDE", "epsilon,,BACK", 6, 10, "The block 'BACK' is not in blocks.csv"),
        new("CPUFAC015", "implied.csv", "SIDE", "BACK", 3, 1, "The block 'BACK' is not in blocks.csv"),
        new("CPUFAC015", "mirrors.csv", "SIDE", "BACK", 2, 1, "The block 'BACK' is not in blocks.csv"),
        new("CPUFAC016", "blocks.csv", "NONE,,,none,In no list,7", "NONE,,,none,In no list,7\nMAIN,8,msb0,fixed,Again,0", 5, 1,
            "The block 'MAIN' is already in line 2"),
        new("CPUFAC017", "facilities.csv", "SIDE,7", "SIDE,8", 6, 15, "The bit '8' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "facilities.csv", "SIDE,7", "SIDE,", 6, 15, "The bit '' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "facilities.csv", "NONE,,", "NONE,0,", 7, 12,
            "The bit '0' is not in block 'NONE', which has no bits: the cell must be empty"),
        new("CPUFAC017", "implied.csv", "SIDE,3", "SIDE,9", 3, 6, "The bit '9' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "implied.csv", "SIDE,3", "NONE,", 3, 6,
            "The bit '' is not in block 'NONE', which has no bits, so none can be implied"),
        new("CPUFAC017", "mirrors.csv", "SIDE,1", "SIDE,8", 2, 6, "The bit '8' is not in block 'SIDE', which has the bits 0 to 7"),
        new("CPUFAC017", "mirrors.csv", "SIDE,1", "NONE,", 2, 6,
            "The bit '' is not in block 'NONE', which has no bits, so none can be a mirror"),
        new("CPUFAC018", "facilities.csv", "SIDE,7", "SIDE,0", 6, 15, "Bit 0 of block 'SIDE' is already that of 'delta'"),
        new("CPUFAC018", "implied.csv", "MAIN,2", "MAIN,1", 2, 6, "Bit 1 of block 'MAIN' is already that of 'beta-2'"),
        new("CPUFAC018", "mirrors.csv", "SIDE,1", "SIDE,7", 2, 6, "Bit 7 of block 'SIDE' is already that of 'epsilon'"),
        new("CPUFAC018", "mirrors.csv", "SIDE,1", "SIDE,3", 2, 6, "Bit 3 of block 'SIDE' is already that of 'implied.csv, line 3'"),
        new("CPUFAC018", "mirrors.csv", "MAIN,9,zeta", "SIDE,1,zeta", 3, 6, "Bit 1 of block 'SIDE' is already that of 'alpha'"),
        new("CPUFAC040", "implied.csv", "SIDE,3,", "MAIN,2,", 3, 6, "Bit 2 of block 'MAIN' is already in line 2"),
        new("CPUFAC019", "facilities.csv", "zeta,,NONE,,2.0.1,Zeta\n", Many(1020), 1026, 1,
            "'z1019' is one facility too many: a facility set holds 1024"),
        new("CPUFAC020", "groups.csv", "solo,delta", "solo,theta", 4, 6, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "dependencies.csv", "2gamma,beta-2", "2gamma,theta", 3, 8, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "marks.csv", "old,alpha", "old,theta", 2, 5, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "aliases.csv", "libvirt,al,delta", "libvirt,al,theta", 4, 12, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "implied.csv", "MAIN,2,alpha", "MAIN,2,theta", 2, 8, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "mirrors.csv", "MAIN,9,zeta", "MAIN,9,theta", 3, 8, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC020", "order.pub-1.csv", "epsilon\n", "epsilon\ntheta\n", 8, 1, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC021", "increments.csv", "full,add,pair", "full,add,pairs", 3, 14,
            "'pairs' is neither a facility of facilities.csv nor a group of groups.csv"),
        new("CPUFAC022", "groups.csv", "solo,delta", "zeta,delta", 4, 1, "The group 'zeta' has the name of a facility"),
        new("CPUFAC023", "groups.csv", "pair,2gamma", "pair,2gamma\npair,beta-2", 4, 6, "The facility 'beta-2' is already in group 'pair'"),
        new("CPUFAC027", "marks.csv", "soft-ware,delta", "soft-ware,delta\nold,alpha", 5, 5,
            "The facility 'alpha' already has the mark 'old'"),
        new("CPUFAC028", "aliases.csv", "libvirt,al,delta", "linux,al,delta", 4, 7,
            "The dialect 'linux' already has the name 'al', in line 2"),
        new("CPUFAC047", "aliases.csv", "libvirt,al,delta", "qemu,beta-2,delta", 4, 6,
            "The alias 'beta-2' has the name of a facility or group, in the dialect that these are named in"),
        new("CPUFAC047", "aliases.csv", "libvirt,al,delta", "qemu,pair,delta", 4, 6,
            "The alias 'pair' has the name of a facility or group, in the dialect that these are named in"),
        new("CPUFAC038", "order.pub-1.csv", "epsilon\n", "epsilon\nalpha\n", 8, 1, "The facility 'alpha' is already in line 3"),
        new("CPUFAC042", "mirrors.csv", "MAIN,9,zeta", "SIDE,2,alpha", 3, 8,
            "The facility 'alpha' is already mirrored in block 'SIDE', in line 2"),
        new("CPUFAC043", "mirrors.csv", "MAIN,9,zeta", "MAIN,9,alpha", 3, 8,
            "The facility 'alpha' is in block 'MAIN' itself: only another block can mirror it"),
        new("CPUFAC039", "order.pub-1.csv", "alpha\nbeta-2\n", "", 5, 1, "The order lacks 2 of the catalog's facilities, first 'alpha'"),
    ];

    public static readonly Case[] Relations =
    [
        new("CPUFAC024", "dependencies.csv", "beta-2,alpha\n", "beta-2,beta-2\n", 2, 8, "The facility 'beta-2' requires itself"),
        new("CPUFAC025", "dependencies.csv", "2gamma,alpha\n", "beta-2,alpha\n", 4, 1,
            "That 'beta-2' requires 'alpha' is already in line 2"),
        new("CPUFAC026", "dependencies.csv", "2gamma,alpha\n", "alpha,2gamma\n", 3, 1,
            "The dependencies form a cycle: beta-2 requires alpha requires 2gamma requires beta-2"),
        new("CPUFAC029", "definitions.csv", "m3,", "m1,", 4, 1, "The definition 'm1' is already in line 2"),
        new("CPUFAC048", "definitions.csv", "m3,", "+m3,", 4, 1,
            "The name '+m3' is invalid for a CPU model: it must start with a letter or digit"),
        new("CPUFAC048", "presets.csv", "best,", "-best,", 2, 1,
            "The name '-best' is invalid for a CPU model: it must start with a letter or digit"),
        new("CPUFAC030", "definitions.csv", "0x11,3,1", "0x11,2,3", 4, 8, "The definition 'm3' has the same type, generation, ga as 'm2'"),
        new("CPUFAC031", "definitions.csv", "0x10,1,1", "0x10,1,0", 2, 1,
            "The definition 'm1' is older than the first row of increments.csv: no sets apply to it"),
        new("CPUFAC032", "increments.csv", "2,1,default,add,delta", "2,1,full,add,2gamma", 6, 14,
            "'2gamma' is already in the set 'full' of (2, 1)"),
        new("CPUFAC032", "increments.csv", "2,1,default,add,delta", "2,1,full,add,alpha", 6, 14,
            "'alpha' is already in the set 'full' of (2, 1)"),
        new("CPUFAC033", "increments.csv", "remove,alpha", "remove,zeta", 4, 17, "'zeta' is not in the set 'base' of (3, 1)"),
        new("CPUFAC033", "increments.csv", "3,1,base,remove", "1,0,base,remove", 4, 17, "'alpha' is not in the set 'base' of (1, 0)"),
        new("CPUFAC034", "increments.csv", "3,1,base,remove", "3,1,default,remove", 5, 14,
            "After this row the set 'base' of (3, 1) has 'alpha', which 'default' lacks"),
        new("CPUFAC034", "increments.csv", "3,1,base,remove,alpha", "3,1,full,remove,delta", 5, 14,
            "After this row the set 'default' of (3, 1) has 'delta', which 'full' lacks"),
        new("CPUFAC035", "presets.csv", "best,m2", "best,m9", 2, 6, "The definition 'm9' is not in definitions.csv"),
        new("CPUFAC036", "presets.csv", "soft-ware", "software", 2, 9, "The mark 'software' is not in marks.csv"),
        new("CPUFAC035", "profiles.csv", "static,m3", "static,m9", 3, 16, "The definition 'm9' is not in definitions.csv"),
        new("CPUFAC035", "profiles.csv", "default,m1", "default,best", 4, 17, "The definition 'best' is not in definitions.csv"),
        new("CPUFAC036", "profiles.csv", "soft-ware", "software", 2, 21, "The mark 'software' is not in marks.csv"),
        new("CPUFAC044", "profiles.csv", "preset,best", "preset,m2", 2, 16, "The preset 'm2' is not in presets.csv"),
        new("CPUFAC046", "profiles.csv", "default,m1", "static,m3", 4, 16,
            "The profile 'emu' already has a row of form 'static' for 'm3', in line 3"),
        new("CPUFAC037", "presets.csv", "best,", "m1,", 2, 1, "The name 'm1' is already that of a definition or preset"),
    ];

    public static readonly Case[] Files =
    [
        new("CPUFAC005", "facilities.csv", null, null, 1, 1,
            "The file 'blocks.csv' needs 'facilities.csv', which is missing") { ErrorFile = "blocks.csv" },
        new("CPUFAC005", "blocks.csv", null, null, 1, 1,
            "The file 'facilities.csv' needs 'blocks.csv', which is missing") { ErrorFile = "facilities.csv" },
        new("CPUFAC005", "increments.csv", null, null, 1, 1,
            "The file 'definitions.csv' needs 'increments.csv', which is missing") { ErrorFile = "definitions.csv" },
        new("CPUFAC005", "definitions.csv", null, null, 1, 1,
            "The file 'increments.csv' needs 'definitions.csv', which is missing") { ErrorFile = "increments.csv" },
        new("CPUFAC005", "marks.csv", null, null, 1, 1,
            "The file 'presets.csv' needs 'marks.csv', which is missing") { ErrorFile = "presets.csv" },
        new("CPUFAC005", "presets.csv", null, null, 1, 1,
            "The file 'profiles.csv' needs 'presets.csv', which is missing") { ErrorFile = "profiles.csv" },
        new("CPUFAC041", "copy/Architectures/RiscV/Data/presets.csv", null, "name,definition,mark,title\nbest,m2,old,Another\n", 1, 1,
            $"The table 'presets' of this architecture is already in '{SmallData.Folder}copy/Architectures/RiscV/Data/presets.csv'")
        {
            ErrorFile = "presets.csv",
        },
        new("CPUFAC006", "facilites.csv", null, "name\n", 1, 1,
            "No table is named 'facilites'; known are: blocks, facilities, implied, mirrors, groups, dependencies, "
            + "marks, aliases, definitions, increments, presets, profiles, vendors, leaves, fields, state, announced-leaves, announced-msrs, "
            + "modes, families, versions, parts, levels, vector-lengths, id-registers, features, hwcaps, order.EDITION, models.EDITION, changes.EDITION, "
            + "properties.EDITION, pvrs.EDITION"),
    ];

    public static IEnumerable<Case> All => [.. Text, .. Names, .. Relations, .. Files, .. Editions, .. Typed];

    private static string Many(int count) => string.Concat(Enumerable.Range(0, count).Select(static i => $"z{i},,NONE,,1.0,Z\n"));
}
