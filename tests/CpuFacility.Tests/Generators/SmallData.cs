using Microsoft.CodeAnalysis;

namespace CpuFacility.Tests.Generators;

/// <summary>A small valid set of data files that has something of everything; tests break one thing in it.</summary>
internal static class SmallData
{
    public const string Folder = "/data/src/CpuFacility/Architectures/RiscV/Data/";

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["facilities.csv"] =
            """"
            name,identifier,block,bit,since,title
            alpha,,MAIN,0,1.0,Alpha <one> & more
            beta-2,,MAIN,1,1.0,"Beta, ""quoted"""
            2gamma,Gamma2,MAIN,8,1.1,Gamma
            delta,,SIDE,0,1.1,Delta
            epsilon,,SIDE,7,2.0,Epsilon
            zeta,,NONE,,2.0.1,Zeta

            """",
        ["blocks.csv"] =
            """
            name,bits,order,length,title,leaf
            MAIN,16,msb0,variable,The main list,0
            SIDE,8,lsb0,fixed,The side list,0x80000001
            NONE,,,none,In no list,7

            """,
        ["implied.csv"] =
            """
            block,bit,facility
            MAIN,2,alpha
            SIDE,3,

            """,
        ["mirrors.csv"] =
            """
            block,bit,facility
            SIDE,1,alpha
            MAIN,9,zeta

            """,
        ["groups.csv"] =
            """
            group,facility
            pair,beta-2
            pair,2gamma
            solo,delta

            """,
        ["dependencies.csv"] =
            """
            facility,requires
            beta-2,alpha
            2gamma,beta-2
            2gamma,alpha

            """,
        ["marks.csv"] =
            """
            mark,facility
            old,alpha
            soft-ware,alpha
            soft-ware,delta

            """,
        ["aliases.csv"] =
            """
            dialect,name,facility
            linux,al,alpha
            linux,beta-2,beta-2
            libvirt,al,delta

            """,
        ["definitions.csv"] =
            """
            name,since,type,generation,ga,address_bits,title
            m1,1.0,0x10,1,1,38,First
            m2,1.0,0x11,2,3,40,Second
            m3,2.0,0x11,3,1,40,Third

            """,
        ["increments.csv"] =
            """
            generation,ga,set,change,name
            1,1,base,add,alpha
            1,1,full,add,pair
            3,1,base,remove,alpha
            3,1,base,add,epsilon
            2,1,default,add,delta

            """,
        ["presets.csv"] =
            """
            name,definition,mark,title
            best,m2,soft-ware,The best there is

            """,
        ["profiles.csv"] =
            """
            profile,since,form,name,mark,hash
            emu,1.0,preset,best,soft-ware,0123456789abcdeffedcba9876543210
            emu,2.0,static,m3,old,ffffffffffffffff0000000000000001
            emu,1.0,default,m1,old,00000000000000000000000000000000

            """,
        ["order.pub-1.csv"] =
            """
            name
            zeta
            alpha
            beta-2
            2gamma
            delta
            epsilon

            """,
        ["models.pub-1.csv"] =
            """
            name,ancestor,kind:text,level,title
            n1,n2,"a ""b"", c",0x10,First
            n2,,,3,Second
            n3,n1,d,0,Third
            n4,n1,d,0,Fourth

            """,
        ["changes.pub-1.csv"] =
            """
            model,set,change,facility
            n2,features,add,alpha
            n2,features,add,delta
            n1,features,remove,alpha
            n1,added,add,beta-2
            n3,removed,add,zeta

            """,
        ["properties.pub-1.csv"] =
            """
            name,type,default
            size,uint8,
            shape,string,round

            """,
        ["vendors.csv"] =
            """
            name,signature
            Maker,MakerMaker..

            """,
        ["leaves.csv"] =
            """
            name:facility,leaf:number
            delta,0x12
            alpha,4294967295

            """,
        ["fields.csv"] =
            """
            name,block:block,mask:bits
            low,SIDE,0x81
            high,MAIN,257

            """,
        ["state.csv"] =
            """
            number:number,all:bits,mark:mark?,block:block?,bit:bit,other:facility?,with:block,at:bit
            1,0xffffffffffffffff,soft-ware,SIDE,7,zeta,MAIN,15
            0x2,0,,,,,NONE,

            """,
    };

    public static IEnumerable<AdditionalText> Files() => Texts.Select(static pair => new MemoryText(Folder + pair.Key, pair.Value));

    /// <summary>
    /// The files with one replacement in one of them. <paramref name="old"/> must be in that file; null stands for its whole text,
    /// and <paramref name="replacement"/> null for taking the file away.
    /// </summary>
    public static IEnumerable<AdditionalText> With(string file, string? old, string? replacement)
    {
        var texts = new Dictionary<string, string>(Texts, StringComparer.Ordinal);
        if (replacement is null)
        {
            Assert.True(texts.Remove(file));
        }
        else if (old is null)
        {
            texts[file] = replacement;
        }
        else
        {
            string[] parts = texts[file].Split(old);
            Assert.True(parts.Length == 2, $"'{old}' must stand once in {file}");
            texts[file] = parts[0] + replacement + parts[1];
        }

        return texts.Select(static pair => new MemoryText(Folder + pair.Key, pair.Value));
    }
}
