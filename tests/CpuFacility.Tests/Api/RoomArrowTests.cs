namespace CpuFacility.Tests.Api;

/// <summary>Arrows between rooms point one way. The checker itself is shown one wrong arrow of each kind first.</summary>
public class RoomArrowTests
{
    private const string Catalog = "CpuFacility/Catalogs/Catalog.cs";

    private static readonly (string Path, string Text)[] RightWays =
    [
        ("CpuFacility/Sets/Set.cs", "namespace N; public struct Set { public static Set Empty => default; }"),
        (Catalog, "namespace N; public class Catalog { public Set All; }"),
        ("CpuFacility/Models/Model.cs", "namespace N; public class Model { public Catalog C = new(); public Set S; }"),
        ("CpuFacility/Compatibility/Report.cs", "namespace N; public static class Report { public static int Check(this Model m) => m.S.GetHashCode(); }"),
        ("CpuFacility/Architectures/Aa/Aa.cs", "namespace N; public partial class Aa { public static Model M = new(); public int I = M.Check(); }"),
        ("CpuFacility/Architectures/Bb/Bb.cs", "namespace N; public class Bb { public const int One = 1; }"),
        ("CpuFacility/Microarchitectures/Graph.cs", "namespace N; public class Graph { public Aa A = new(); public Bb B = new(); }"),
        ("CpuFacility/CpuModels.cs", "namespace N; public class CpuModels { public Aa A = new(); public Graph G = new(); public Model M = Aa.M; }"),
        ("CpuFacility.Interop/Qemu/Reader.cs", "namespace N; public class Reader { public CpuModels C = new(); public Set S; }"),
        ("CpuFacility.Tool/Command.cs", "namespace N; public class Command { public Reader R = new(); public Graph G = new(); }"),
    ];

    [Fact]
    public void Find_Sources_HaveNoWrongArrow()
    {
        string[] found = [.. SourceTree.All.SelectMany(RoomArrows.Find)];

        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [Fact]
    public void Find_OnlyRightArrows_FindsNone() => Assert.Empty(RoomArrows.Find(SourceTree.Create(RightWays)));

    [Theory]
    [InlineData("CpuFacility/Sets/X.cs", "Sets -> Catalogs: Catalog", "class X { Catalog? c; }")]
    [InlineData("CpuFacility/Sets/X.cs", "Sets -> Models: Model", "class X { object o = typeof(Model); }")]
    [InlineData("CpuFacility/Sets/X.cs", "Sets -> Interop: Reader", "class X { System.Collections.Generic.List<Reader[]> l = []; }")]
    [InlineData("CpuFacility/Catalogs/X.cs", "Catalogs -> Models: Model", "class X : Model { }")]
    [InlineData("CpuFacility/Models/X.cs", "Models -> Compatibility: Report", "class X { int F(Model m) => m.Check(); }")]
    [InlineData("CpuFacility/Models/X.cs", "Models -> Architectures/Aa: Aa", "class X { object F() => Aa.M; }")]
    [InlineData("CpuFacility/Models/X.cs", "Models -> root: CpuModels", "class X { void F() { CpuModels? c = null; } }")]
    [InlineData("CpuFacility/Compatibility/X.cs", "Compatibility -> Architectures/Bb: Bb", "class X { const int I = Bb.One; }")]
    [InlineData("CpuFacility/Compatibility/X.cs", "Compatibility -> Microarchitectures: Graph", "class X { T F<T>() where T : Graph => null!; }")]
    [InlineData("CpuFacility/Architectures/Aa/X.cs", "Architectures/Aa -> Architectures/Bb: Bb", "class X { int i = Bb.One; }")]
    [InlineData("CpuFacility/Architectures/Aa/X.cs", "Architectures/Aa -> Microarchitectures: Graph", "class X { Graph? g; }")]
    [InlineData("CpuFacility/Architectures/Aa/X.cs", "Architectures/Aa -> root: CpuModels", "class X { CpuModels? g; }")]
    [InlineData("CpuFacility/Microarchitectures/X.cs", "Microarchitectures -> root: CpuModels", "class X { CpuModels? c; }")]
    [InlineData("CpuFacility/Microarchitectures/X.cs", "Microarchitectures -> Interop: Reader", "class X { Reader? r; }")]
    [InlineData("CpuFacility.Interop/X.cs", "Interop -> Tool: Command", "class X { Command? c; }")]
    public void Find_PlantedArrow_NamesIt(string path, string expected, string code)
    {
        IReadOnlyList<string> found = RoomArrows.Find(SourceTree.Create([.. RightWays, (path, "namespace N;\n" + code)]));

        Assert.Equal([$"{path}:2: {expected}"], found);
    }

    [Fact]
    public void Find_RootThatUsesInterop_NamesIt()
    {
        (string Path, string Text)[] sources =
            [.. RightWays.Where(s => s.Path != "CpuFacility/CpuModels.cs"), ("CpuFacility/CpuModels.cs", "namespace N;\nclass CpuModels { Reader? r; }")];

        Assert.Contains("CpuFacility/CpuModels.cs:2: root -> Interop: Reader", RoomArrows.Find(SourceTree.Create(sources)));
    }

    [Theory]
    [InlineData("CpuFacility/Helpers/X.cs", "namespace N; class X { }", "CpuFacility/Helpers/X.cs: is in no room")]
    [InlineData("CpuFacility/X.cs", "namespace N; class X { }", "CpuFacility/X.cs: is in no room")]
    [InlineData("CpuFacility/Sets/X.cs", "namespace N; class X : Nowhere { }", "does not compile")]
    [InlineData("CpuFacility/Architectures/Bb/X.cs", "namespace N; public partial class Aa { }", "Aa is in Architectures/Aa and Architectures/Bb")]
    public void Find_WhatWouldHideArrows_IsReported(string path, string code, string expected) =>
        Assert.Contains(RoomArrows.Find(SourceTree.Create([.. RightWays, (path, code)])), line => line.Contains(expected, StringComparison.Ordinal));
}
