namespace CpuFacility.Tests.Generators;

internal static partial class BrokenData
{
    private const string CannotName =
        "cannot name a C# member: an identifier starts with A to Z, continues with letters, digits and "
        + "underscores, and is none of the members that every class has; give one in the column 'identifier'";

    /// <summary>The tables that an edition has for itself, tables of texts, and columns that an architecture adds.</summary>
    public static readonly Case[] Editions =
    [
        new("CPUFAC049", "models.pub-1.csv", "n3,n1,", "n3,n9,", 4, 4, "The model 'n9' is not in models.pub-1.csv"),
        new("CPUFAC049", "changes.pub-1.csv", "n3,removed", "n9,removed", 6, 1, "The model 'n9' is not in models.pub-1.csv"),
        new("CPUFAC050", "models.pub-1.csv", "n2,,,3", "n2,n1,,3", 2, 4, "The model 'n1' is its own ancestor"),
        new("CPUFAC050", "models.pub-1.csv", "n2,,,3", "n2,n2,,3", 3, 4, "The model 'n2' is its own ancestor"),
        new("CPUFAC051", "changes.pub-1.csv", "features,remove,alpha", "features,remove,zeta", 4, 20,
            "The set 'features' of 'n1' lacks 'zeta' before this row"),
        new("CPUFAC051", "changes.pub-1.csv", "features,remove,alpha", "features,add,delta", 4, 17,
            "The set 'features' of 'n1' has 'delta' before this row"),
        new("CPUFAC052", "vendors.csv", "Maker,MakerMaker..\n", "Maker,MakerMaker..\nMaker,again\n", 3, 1, "'Maker' is already in line 2"),
        new("CPUFAC052", "properties.pub-1.csv", "shape,", "size,", 3, 1, "'size' is already in line 2"),
        new("CPUFAC029", "models.pub-1.csv", "n4,n1", "n3,n1", 5, 1, "The definition 'n3' is already in line 4"),
        new("CPUFAC048", "models.pub-1.csv", "n4,n1", "+n4,n1", 5, 1,
            "The name '+n4' is invalid for a CPU model: it must start with a letter or digit"),
        new("CPUFAC002", "models.pub-1.csv", "ancestor,kind", "parent,kind", 1, 1, "The header lacks: ancestor"),
        new("CPUFAC003", "changes.pub-1.csv", null, "model,set,change,facility,why\nn1,features,add,alpha,so\n", 1, 27,
            "The column 'why' is unknown; known are: model, set, change, facility"),
        new("CPUFAC007", "models.pub-1.csv", "Second", "", 3, 8, "The column 'title' must not be empty"),
        new("CPUFAC007", "vendors.csv", "Maker,", ",", 2, 1, "The column 'name' must not be empty"),
        new("CPUFAC013", "models.pub-1.csv", "n2,,,3", "n2,,,", 3, 6, "'' in column 'level' is no number from 0 to 4294967295"),
        new("CPUFAC013", "blocks.csv", "0x80000001", "0x180000001", 3, 33, "'0x180000001' in column 'leaf' is no number from 0 to 4294967295"),
        new("CPUFAC014", "changes.pub-1.csv", "n1,added", "n1,adding", 5, 4, "'adding' in column 'set' is unknown; known are: features, added, removed"),
        new("CPUFAC014", "changes.pub-1.csv", "added,add", "added,plus", 5, 10, "'plus' in column 'change' is unknown; known are: add, remove"),
        new("CPUFAC020", "changes.pub-1.csv", "removed,add,zeta", "removed,add,theta", 6, 16, "The facility 'theta' is not in facilities.csv"),
        new("CPUFAC014", "dependencies.csv", null, "facility,requires,mutual\nbeta-2,alpha,maybe\n", 2, 14,
            "'maybe' in column 'mutual' is unknown; known are: , yes"),
        new("CPUFAC026", "dependencies.csv", null, "facility,requires,mutual\nbeta-2,alpha,\nalpha,beta-2,\n", 3, 1,
            "The dependencies form a cycle: beta-2 requires alpha requires beta-2"),
        new("CPUFAC014", "facilities.csv", null,
            "name,identifier,block,bit,since,title,qemu\nalpha,,MAIN,0,1.0,A,no\nbeta-2,,MAIN,1,1.0,B,\n2gamma,Gamma2,MAIN,8,1.0,C,perhaps\n"
            + "delta,,SIDE,0,1.0,D,\nepsilon,,SIDE,7,1.0,E,\nzeta,,NONE,,1.0,Z,\n", 4, 28,
            "'perhaps' in column 'qemu' is unknown; known are: , no"),
        new("CPUFAC010", "models.pub-1.csv", "kind:text", "2kind:text", 1, 15, $"'2kind' of '2kind:text' {CannotName}"),
        new("CPUFAC010", "vendors.csv", "signature", "get-type", 1, 6, $"'GetType' of 'get-type' {CannotName}"),
        new("CPUFAC011", "models.pub-1.csv", ",level,", ",set-row,", 1, 25,
            "The identifier 'SetRow' of 'set-row' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "models.pub-1.csv", ",level,", ",pub-1,", 1, 25,
            "The identifier 'Pub1' of 'pub-1' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "models.pub-1.csv", ",level,", ",Kind,", 1, 25, "The identifier 'Kind' of 'Kind' is already that of 'kind:text'"),
        new("CPUFAC011", "blocks.csv", "title,leaf", "title,numbers", 1, 30,
            "The identifier 'Numbers' of 'numbers' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "vendors.csv", "signature", "vendors", 1, 6,
            "The identifier 'Vendors' of 'vendors' is already that of 'the class that it would be in'"),
        new("CPUFAC011", "marks.csv", "soft-ware,delta", "soft-ware,delta\npub-1,alpha", 1, 1,
            "The identifier 'Pub1' of 'pub-1' is already that of 'pub-1'") { ErrorFile = "models.pub-1.csv" },
        new("CPUFAC011", "marks.csv", "soft-ware,delta", "soft-ware,delta\nleaves,alpha", 1, 1,
            "The identifier 'Leaves' of 'leaves' is already that of 'leaves'") { ErrorFile = "leaves.csv" },
        new("CPUFAC011", "models.block-leaf.csv", null, "name,ancestor,title\nx,,X\n", 1, 1,
            "The identifier 'BlockLeaf' of 'block-leaf' is already that of 'leaf'"),
        new("CPUFAC011", "models.Pub--1.csv", null, "name,ancestor,title\nx,,X\n", 1, 1,
            "The identifier 'Pub1' of 'pub-1' is already that of 'Pub--1'") { ErrorFile = "models.pub-1.csv" },
        new("CPUFAC011", "models.mark-sets.csv", null, "name,ancestor,title\nx,,X\n", 1, 1,
            "The identifier 'MarkSets' of 'mark-sets' is already that of 'the class that it would be in'"),
        new("CPUFAC010", "models.1.csv", null, "name,ancestor,title\nx,,X\n", 1, 1, $"'1' of '1' {CannotName}"),
        new("CPUFAC005", "models.pub-1.csv", null, null, 1, 1,
            "The file 'changes.pub-1.csv' needs 'models.pub-1.csv', which is missing") { ErrorFile = "changes.pub-1.csv" },
    ];
}
