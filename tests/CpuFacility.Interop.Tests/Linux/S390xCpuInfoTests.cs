using System.Text;
using CpuFacility.Linux;
using CpuFacility.S390x;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Linux;

public class S390xCpuInfoTests
{
    private static readonly CpuModelRegistry Models = CpuModels.S390x;

    public static TheoryData<string, int, string, int[], string[]> Machines => new()
    {
        { "z13", 0x2964, "z13 z13.2", [46, 55, 128], ["dfp", "etf3eh", "highgprs", "te"] },
        { "z15", 0x8561, "gen15a", [46, 55, 128, 168], ["dfp", "etf3eh", "highgprs", "te"] },
        { "z17", 0x9175, "gen17a", [46, 55, 66, 67, 68, 70, 132, 141, 142, 149, 153, 158, 200], ["dfp", "etf3eh", "highgprs", "te", "pcimio"] },
        { "numbers-beyond", 0x2964, "z13 z13.2", [46, 55, 128, 1024, 1025, 1026, 1027, 1028, 1030, 1152, 1153], ["dfp", "etf3eh", "highgprs"] },
        { "qemu-user", 0x8561, "gen15a", [], [] },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void Parse_RealMachine_GivesTypeFacilitiesAndWhatHasNoName(string file, int type, string definitions, int[] bits, string[] names)
    {
        string text = ReadText(file);
        S390xCpuInfo info = S390xCpuInfo.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(type, info.MachineType);
        Assert.Equal(definitions, string.Join(' ', info.Identify(Models).Select(static found => found.Definition.Name)));
        Assert.Equal<IEnumerable<string>>(names, info.UnknownNames);
        int[] numbers = [.. Line(text, "facilities").Split(' ').Select(int.Parse)];
        Assert.Subset(numbers.ToHashSet(), info.UnknownBits.On.ToHashSet());
        Assert.Equal(Known(numbers), info.Facilities.Intersect(S390xBlocks.Stfl.Facilities));
        Assert.Equal<IEnumerable<int>>(bits, info.UnknownBits.On);
    }

    [Fact]
    public void Parse_NoNumbers_KnowsTheNamesAlone()
    {
        S390xCpuInfo info = Parse("vendor_id : IBM/S390\nfeatures : esan3 zarch stfle nosuch\nprocessor 0: version = FF, identification = 1, machine = 2097\n");
        Assert.Equal(Models.Vocabulary.CreateSet("esan3", "zarch", "stfle"), info.Facilities);
        Assert.Equal(info.Facilities, info.Reported);
        Assert.Equal<IEnumerable<string>>(["nosuch"], info.UnknownNames);
        Assert.True(info.TryGetHost(Models, out HostCapability? host));
        Assert.Equal("z10EC.3", host.Offer.Definition.Name);
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.Etf2));
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Dateh2));
    }

    [Fact]
    public void TryGetHost_RealMachine_LeavesWhatTheTextDoesNotSayOpen()
    {
        Assert.True(S390xCpuInfo.Parse(Encoding.UTF8.GetBytes(ReadText("z13"))).TryGetHost(Models, out HostCapability? host));
        Assert.Equal("z13.2", host.Offer.Definition.Name);
        Assert.Equal(FacilityOrigin.Hardware, host.GetOrigin(S390xFacility.Vx));
        Assert.Equal(FacilityOrigin.None, host.GetOrigin(S390xFacility.Ri));
        Assert.Equal(FacilityOrigin.Unknown, host.GetOrigin(S390xFacility.KmAes128));
        Assert.False(host.Unreported.Overlaps(S390xBlocks.Stfl.Facilities));
        Assert.Equal("/proc/cpuinfo", host.Source);
        Assert.Equal<IEnumerable<string>>(
            ["STFL bits 46, 55, 128 are on without a name", "features that are no single facility: dfp, etf3eh, highgprs, te"], host.Unnamed);

        CompatibilityReport known = Models.Parse("z13-base,ri=on").CheckMigrationTo(host);
        Assert.Equal(CompatibilityVerdict.Incompatible, known.Verdict);
        Assert.Equal(["ri", "unreported"], known.Reasons.Select(static reason => reason.Property));
        Assert.StartsWith(
            "Whether the host has plo, gen13ptff, ptff-qto, ptff-qsi, ptff-qpc, ptff-sto and ", known.Reasons[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(CompatibilityVerdict.Unknown, Models.Parse("z13-base").CheckMigrationTo(host).Verdict);
    }

    [Fact]
    public void TryGetHost_UnknownType_IsTheNewestThatItsFacilitiesAllow()
    {
        string text = ReadText("z15").Replace("8561", "ffff", StringComparison.Ordinal);
        S390xCpuInfo info = Parse(text);
        Assert.True(info.TryGetHost(Models, out HostCapability? host));
        Assert.Equal("gen16b", host.Offer.Definition.Name);

        // Nothing is left of a machine without the first facility of all.
        Assert.False(Parse("vendor_id : IBM/S390\nfacilities : 2\nmachine : ffff\n").TryGetHost(Models, out host));
        Assert.Null(host);
    }

    [Fact]
    public void WithUltravisor_Indications_AddFacilitiesAndReport()
    {
        S390xCpuInfo info = Parse(ReadText("z15"));
        Assert.False(info.Reported.Overlaps(S390xBlocks.UltravisorGuest.Facilities));
        S390xCpuInfo protectedInfo = info.WithUltravisor("c00000000000000\n");
        Assert.Equal(info.Facilities.Union(S390xBlocks.UltravisorGuest.Facilities), protectedInfo.Facilities);
        Assert.True(protectedInfo.Reported.IsSupersetOf(S390xBlocks.UltravisorGuest.Facilities));
        Assert.True(protectedInfo.UnknownUltravisorBits.IsEmpty);
        S390xCpuInfo newer = info.WithUltravisor("1");
        Assert.Equal<IEnumerable<int>>([63], newer.UnknownUltravisorBits.On);
        Assert.True(newer.TryGetHost(Models, out HostCapability? host));
        Assert.Contains("UV_FEAT_GUEST bit 63 is on without a name", host.Unnamed);
        Assert.Throws<FacilityFormatException>(() => info.WithUltravisor("0x1"));
        Assert.Throws<FacilityFormatException>(() => info.WithUltravisor("11111111111111111"));
        Assert.Throws<FacilityFormatException>(() => info.WithUltravisor(""));
        Assert.False(info.TryAddUltravisor("no", out S390xCpuInfo? none, out FacilityFormatError error));
        Assert.Null(none);
        Assert.Contains("hexadecimal number", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "its first line has the vendor IBM/S390")]
    [InlineData("vendor_id : GenuineIntel\n", 0, "its first line has the vendor IBM/S390")]
    [InlineData("vendor_id : IBM/S390\n", 21, "no machine type")]
    [InlineData("vendor_id : IBM/S390\nmachine : 2964\n", 36, "neither a line 'facilities' nor a line 'features'")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1 x\n", 36, "'x' is no facility number")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1 -2\n", 36, "'-2' is no facility number")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 16384\n", 34, "they are 0 to 16383")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1\nmachine : 29 64\n", 46, "'29 64' is no machine type")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1\nmachine : 296g\n", 46, "'296g' is no machine type")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1\nmachine : ne\n", 46, "'ne' is no machine type")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1\nmachine :\n", 45, "'' is no machine type")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1\nprocessor 0: machine = 296\n", 59, "'296' is no machine type")]
    [InlineData("vendor_id : IBM/S390\nfacilities : 1 \u00A02\nmachine : 2964\n", 36, "is no facility number")]
    [InlineData("\uFEFFvendor_id : IBM/S390\nfacilities : x\n", 37, "'x' is no facility number")]
    [InlineData("vendor_id : IBM/S390\nmachine : 2964\nmachine : 2965\n", 46, "different machine types: 2964 and 2965")]
    public void TryParse_WrongText_NamesThePlace(string text, int position, string reason)
    {
        Assert.False(S390xCpuInfo.TryParse(Encoding.UTF8.GetBytes(text), out S390xCpuInfo? info, out FacilityFormatError error));
        Assert.Null(info);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.Throws<FacilityFormatException>(() => S390xCpuInfo.Parse(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Parse_AsAnEditorOfWindowsSavesIt_IsTheSame(string file, int type, string definitions, int[] bits, string[] names)
    {
        S390xCpuInfo info = Parse("\uFEFF" + ReadText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Equal(Parse(ReadText(file)).Facilities, info.Facilities);
        Assert.Equal(type, info.MachineType);
        Assert.Equal(definitions, string.Join(' ', info.Identify(Models).Select(static found => found.Definition.Name)));
        Assert.Equal<IEnumerable<int>>(bits, info.UnknownBits.On);
        Assert.Equal<IEnumerable<string>>(names, info.UnknownNames);
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        byte[] text = new byte[S390xCpuInfo.MaximumLength + 1];
        Encoding.UTF8.GetBytes(ReadText("z13")).CopyTo(text, 0);
        Assert.False(S390xCpuInfo.TryParse(text, out _, out FacilityFormatError error));
        Assert.Equal(S390xCpuInfo.MaximumLength, error.Position);
    }

    /// <summary>As many lines of names as fit, no two the same: what is done for each must not grow with the number of them.</summary>
    [Fact]
    public async Task TryParse_ManyLinesOfNames_AreReadInOnePass()
    {
        var text = new StringBuilder("vendor_id : IBM/S390\nmachine : 2964\n");
        int count = 0;
        while (text.Length < S390xCpuInfo.MaximumLength - 32)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"features:{count++:x}\n");
        }

        // A hang, not a speed: reading takes a fraction of a second.
        S390xCpuInfo info = await Task.Run(() => Parse(text.ToString())).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(count, info.UnknownNames.Length);
    }

    [Fact]
    public void TryParse_MutatedTexts_AreReadOrRefusedAtAPlace()
    {
        var random = new Random(20261124);
        byte[][] texts = [.. Machines.Select(static row => Encoding.UTF8.GetBytes(ReadText((string)row[0])))];
        int refused = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] text = (byte[])random.GetItems(texts, 1)[0].Clone();
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = (byte)random.Next(256);
            }

            byte[] cut = text[..random.Next(text.Length / 2, text.Length)];
            if (!S390xCpuInfo.TryParse(cut, out S390xCpuInfo? info, out FacilityFormatError error))
            {
                refused++;
                Assert.InRange(error.Position, 0, cut.Length);
            }
            else
            {
                _ = info.TryGetHost(Models, out _);
            }
        }

        Assert.InRange(refused, 100, 9_900);
    }

    private static S390xCpuInfo Parse(string text) => S390xCpuInfo.Parse(Encoding.UTF8.GetBytes(text));

    private static string ReadText(string file) =>
        File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", $"{file}.txt"));

    private static string Line(string text, string key) =>
        text.Split('\n').Single(line => line.StartsWith(key, StringComparison.Ordinal)).Split(':')[1].Trim();

    private static FacilitySet Known(int[] numbers) => FacilitySet.Create(
        [.. numbers.Where(static number => Models.Catalog.TryFind("STFL", number, out _)).Select(static number =>
        {
            _ = Models.Catalog.TryFind("STFL", number, out Facility facility);
            return facility.Index;
        })]);
}
