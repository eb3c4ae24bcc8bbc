using System.Globalization;
using System.Text;
using CpuFacility.Cpuid;
using CpuFacility.Interop.Tests.Cpuid;
using CpuFacility.Linux;
using CpuFacility.Testing;
using CpuFacility.X86;

namespace CpuFacility.Interop.Tests.Linux;

public class X86CpuInfoTests
{
    private const string Small =
        "processor : 0\nvendor_id : GenuineIntel\ncpu family : 6\nmodel : 85\nstepping : 4\nmicrocode : 0x12\n"
        + "flags : fpu vmx ept constant_tsc\naddress sizes : 46 bits physical, 48 bits virtual\n\n";

    private static readonly FacilityVocabulary Names = CpuModels.X86.Vocabulary;

    [Fact]
    public void Parse_Guest_GivesIdentityFacilitiesAndWhatHasNoName()
    {
        X86CpuInfo info = Parse(ReadText("x86-epyc-guest"));
        Assert.Equal(new X86Identity("AuthenticAMD", new X86Signature(25, 17, 1)), info.Identity);
        Assert.Equal("AMD EPYC", info.BrandString);
        Assert.Equal(0x1000065u, info.Microcode);
        Assert.Equal(48, info.PhysicalAddressBits);
        Assert.Equal(48, info.LinearAddressBits);
        Assert.Equal(2, info.ProcessorCount);
        Assert.Empty(info.Differences);
        Assert.Equal(
            "constant_tsc rep_good nopl xtopology nonstop_tsc cpuid extd_apicid tsc_known_freq vmmcall", string.Join(' ', info.UnknownNames));
        Assert.Equal("sysret_ss_attrs null_seg spectre_v1 spectre_v2 spec_store_bypass srso spectre_v2_user", string.Join(' ', info.Bugs));
        Assert.True(info.Facilities.IsSupersetOf(Names.CreateSet("fpu", "sse4.1", "pni", "tsc-deadline", "sha-ni", "xsaveerptr", "arat", "fsrm")));
        Assert.False(info.Facilities.Overlaps(Names.CreateSet("svm", "vmx", "avx512f")));

        // Every word is a facility or kept: nothing is lost.
        string[] words = Line(ReadText("x86-epyc-guest"), "flags").Split(' ');
        Assert.Equal(words.Length - info.UnknownNames.Length, info.Facilities.Count);
        Assert.True(info.Reported.IsSupersetOf(info.Facilities));
        Assert.True(info.Reported.IsSupersetOf(Names.CreateSet("svm", "vmx", "avx512f")));
        Assert.False(info.Reported.Overlaps(Names.CreateSet("sha512", "rdctl-no", "kvmclock")));
    }

    [Fact]
    public void Parse_VmxFlags_HaveTheirOwnVocabulary()
    {
        X86CpuInfo info = Parse(ReadText("x86-skylake-server"));
        Assert.Equal("Intel, family 6 model 85 stepping 4", info.Identity.ToString());
        Assert.Equal("flexpriority apicv", string.Join(' ', info.UnknownVmxNames));
        Assert.True(info.Facilities.IsSupersetOf(Names.CreateSet("vmx-vnmi", "vmx-ept", "vmx-flexpriority", "vmx-pml", "vmx-tsc-scaling", "vmx-mbec")));
        Assert.False(info.Facilities.Overlaps(Names.CreateSet("vnmi", "vmx-page-walk-5")));
        Assert.True(info.Reported.IsSupersetOf(Names.CreateSet("vmx-page-walk-5", "vmx-enable-user-wait-pause")));
        Assert.False(info.Reported.Overlaps(Names.CreateSet("vmx-ins-outs", "vmx-mwait-exit")));
        Assert.Contains("flexpriority", info.UnknownNames);
        Assert.DoesNotContain("ept", info.UnknownNames);
        Assert.DoesNotContain("vnmi", info.UnknownNames);
    }

    [Fact]
    public void Parse_NoVmxFlags_SpeaksOfVmxOnlyWhereThereIsNone()
    {
        FacilitySet pml = Names.CreateSet("vmx-pml");
        X86CpuInfo old = Parse(Small);
        Assert.Equal(Names.CreateSet("fpu", "vmx", "vmx-ept"), old.Facilities);
        Assert.False(old.Reported.Overlaps(pml));
        Assert.True(old.Reported.IsSupersetOf(Names.CreateSet("vmx-ept")));
        X86CpuInfo none = Parse(Small.Replace(" vmx ept", "", StringComparison.Ordinal));
        Assert.True(none.Reported.IsSupersetOf(pml));
        Assert.False(none.Facilities.Overlaps(pml));
    }

    [Theory]
    [InlineData("AuthenticAMD", "vnmi")]
    [InlineData("HygonGenuine", "vnmi")]
    [InlineData("GenuineIntel", "vmx-vnmi")]
    [InlineData("CentaurHauls", "vmx-vnmi")]
    public void Parse_Vnmi_IsOfTheVendorsVirtualization(string vendor, string name)
    {
        string text = Small.Replace("GenuineIntel", vendor, StringComparison.Ordinal).Replace("fpu vmx ept", "vnmi", StringComparison.Ordinal);
        Assert.Equal(Names.CreateSet(name), Parse(text).Facilities);
    }

    /// <summary>The tables of words name facilities that are there, each once.</summary>
    [Fact]
    public void Names_OfVmxFlags_AreThoseOfTheirRegisters()
    {
        FacilityCatalog catalog = CpuModels.X86.Catalog;
        Assert.Equal(24, LinuxX86Names.InVmxFlags.Count);
        foreach (int index in LinuxX86Names.InVmxFlags)
        {
            FacilityInfo facility = catalog.Describe(catalog[index]);
            Assert.StartsWith("MSR_4", facility.Block.Name, StringComparison.Ordinal);
            Assert.False(catalog.TryGetName(facility.Facility, FacilityDialect.Linux, out _));
        }
    }

    [Theory]
    [InlineData("vendor_id : GenuineIntel", "vendor_id : unknown", "any vendor, family 6 model 85 stepping 4")]
    [InlineData("vendor_id : GenuineIntel", "vendor_id :   Shanghai  ", "  Shanghai  , family 6 model 85 stepping 4")]
    [InlineData("vendor_id : GenuineIntel", "vendor_id : Geode by NSC", "Geode by NSC, family 6 model 85 stepping 4")]
    [InlineData("stepping : 4", "stepping : unknown", "Intel")]
    [InlineData("stepping : 4\n", "", "Intel")]
    public void Parse_UnknownParts_AreLeftOpen(string old, string other, string identity) =>
        Assert.Equal(identity, Parse(Small.Replace(old, other, StringComparison.Ordinal)).Identity.ToString());

    [Fact]
    public void Parse_DifferentProcessors_AreNamed()
    {
        string second = Small.Replace("processor : 0", "processor : 4", StringComparison.Ordinal)
            .Replace("fpu vmx ept", "ept fpu sse", StringComparison.Ordinal)
            .Replace("microcode : 0x12\n", "", StringComparison.Ordinal);
        string third = second.Replace("processor : 4", "processor : 5", StringComparison.Ordinal) + "\nbugs : taa\ncpu MHz : 1\n";
        X86CpuInfo info = Parse(Small + Small.Replace("processor : 0", "processor : 1", StringComparison.Ordinal) + second + third);
        Assert.Equal(4, info.ProcessorCount);
        Assert.Equal(Parse(Small).Facilities, info.Facilities);
        Assert.Equal(
            [
                "Processors 4, 5 differ from the first in 'flags': without vmx, with sse.",
                "Processors 4, 5 differ from the first in 'microcode': without 0x12.",
                "Processor 5 differs from the first in 'bugs': with taa.",
            ],
            info.Differences.Select(static difference => difference.ToString()).Order(StringComparer.Ordinal).OrderBy(static text => text.Contains("bugs", StringComparison.Ordinal)));
        X86CpuInfoDifference microcode = info.Differences.Single(static difference => difference.Key == "microcode");
        Assert.Null(microcode.Value);
        Assert.Equal("0x12", microcode.FirstValue);
        Assert.Equal<IEnumerable<int>>([4, 5], microcode.Processors);
        Assert.Equal("Processors 1, 2, 3, 4, 5, 6, 7, 8 and 2 more differ from the first in 'model': without 1, with 2.",
            new X86CpuInfoDifference("model", [.. Enumerable.Range(1, 10)], "2", "1").ToString());
    }

    /// <summary>What Linux says of this machine and what CPUID says, for all facilities that both name.</summary>
    [SkippableFact]
    public void Parse_ThisMachine_AgreesWithCpuid()
    {
        ThisMachine.RequireLinuxOnX86();
        Assert.True(ThisX86Machine.TryRead(out CpuidData? cpuid, out string reason), reason);
        X86CpuInfo info = X86CpuInfo.Parse(File.ReadAllBytes("/proc/cpuinfo"));
        Assert.Equal(cpuid.Identity, info.Identity);
        Assert.Equal(cpuid.BrandString, info.BrandString);
        Assert.Equal(cpuid.PhysicalAddressBits, info.PhysicalAddressBits);
        Assert.Equal(cpuid.LinearAddressBits, info.LinearAddressBits);
        FacilitySet bits = RawBits.Read(cpuid);

        // Linux sets these by itself on some processors; VMX is in registers that CPUID does not have.
        FacilitySet ofLinux = Names.CreateSet("arat", "3dnowprefetch", "topoext").Union(LinuxX86Names.InVmxFlags);
        FacilitySet added = info.Facilities.Except(bits).Except(ofLinux);
        Assert.True(added.IsEmpty, $"without a bit: {Names.Format(added)}");

        // Linux hides these when firmware, options or errata say so, and a kernel that is older than a facility does not know it: those of leaf 1 are old.
        FacilitySet hidden = bits.Intersect(info.Reported).Intersect(OfLeaf1()).Except(info.Facilities).Except(Names.CreateSet("vmx", "smx"));
        Assert.True(hidden.IsEmpty, $"not shown: {Names.Format(hidden)}");
    }

    [Theory]
    [InlineData("¦", "its first line is 'processor : 0'")]
    [InlineData("¦processor : 0\nBogoMIPS : 50.00\n", "its second 'vendor_id : ...'")]
    [InlineData("¦vendor_id : IBM/S390\n", "its first line is 'processor : 0'")]
    [InlineData("¦processor : 0\n", "its first line is 'processor : 0'")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\n¦", "The first processor has no line 'flags'.")]
    [InlineData("processor : ¦x\nvendor_id : GenuineIntel\nflags : fpu", "The number of a processor")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\n\nprocessor : ¦-1\n", "The number of a processor")]
    [InlineData("processor : 0\nvendor_id : ¦Intel\nflags : fpu\n", "'Intel' in line 'vendor_id' is no vendor: that is 12 characters of ASCII.")]
    [InlineData("processor : 0\nvendor_id : ¦GenuineIntél\nflags : fpu\n", "is no vendor")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\ncpu family : ¦271\n", "'271' in line 'cpu family' is no number from 0 to 270.")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\nmodel : ¦256\n", "is no number from 0 to 255")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\nstepping : ¦-1\n", "is no number from 0 to 15")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\nmicrocode : ¦12\n", "is no revision of 32 bits")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\nmicrocode : ¦0x123456789\n", "is no revision of 32 bits")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\naddress sizes : ¦46 bits\n", "is no pair of sizes")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\naddress sizes : ¦46 bits physical, x bits virtual\n", "is no pair of sizes")]
    [InlineData("processor : 0\nvendor_id : GenuineIntel\nflags : fpu\nflags : ¦vme\n", "Processor 0 has two lines 'flags'.")]
    public void TryParse_WrongText_NamesThePlace(string marked, string reason)
    {
        foreach (string prefix in (string[])["", "\uFEFF"])
        {
            (string text, int position) = Marked.Read(marked);
            byte[] utf8 = Encoding.UTF8.GetBytes(prefix + text);
            Assert.False(X86CpuInfo.TryParse(utf8, out X86CpuInfo? info, out FacilityFormatError error));
            Assert.Null(info);
            Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
            Assert.Equal(position == 0 ? 0 : Encoding.UTF8.GetByteCount(prefix + text[..position]), error.Position);
            Assert.Throws<FacilityFormatException>(() => X86CpuInfo.Parse(utf8));
        }
    }

    [Fact]
    public void Parse_AsAnEditorOfWindowsSavesIt_IsTheSame()
    {
        foreach (string file in (string[])["x86-epyc-guest", "x86-skylake-server"])
        {
            X86CpuInfo info = Parse(ReadText(file));
            X86CpuInfo saved = Parse("\uFEFF" + ReadText(file).Replace("\n", "\r\n", StringComparison.Ordinal).Replace("\t\t:", "\t :", StringComparison.Ordinal));
            Assert.Equal(info.Facilities, saved.Facilities);
            Assert.Equal(info.Identity, saved.Identity);
            Assert.Equal(info.UnknownNames.AsEnumerable(), saved.UnknownNames);
            Assert.Equal(info.LinearAddressBits, saved.LinearAddressBits);
            Assert.Empty(saved.Differences);
        }

        Assert.False(S390xCpuInfo.Matches(Encoding.UTF8.GetBytes(ReadText("x86-epyc-guest"))));
        Assert.False(X86CpuInfo.Matches(Encoding.UTF8.GetBytes(ReadText("z15"))));
    }

    [Fact]
    public void TryParse_TooLong_IsRefused()
    {
        byte[] text = new byte[X86CpuInfo.MaximumLength + 1];
        Encoding.UTF8.GetBytes(Small).CopyTo(text, 0);
        Assert.True(X86CpuInfo.TryParse(text.AsSpan(..^1), out _, out _));
        Assert.False(X86CpuInfo.TryParse(text, out _, out FacilityFormatError error));
        Assert.Equal(X86CpuInfo.MaximumLength, error.Position);
    }

    /// <summary>Long lines of many words, and as many processors as fit, each with words of its own: nothing done for each may grow with them.</summary>
    [Fact]
    public async Task TryParse_ManyProcessorsWithManyWords_AreReadInOnePass()
    {
        const int Half = X86CpuInfo.MaximumLength / 2;
        var text = new StringBuilder("processor : 0\nvendor_id : GenuineIntel\nflags : ");
        int words = 0;
        while (text.Length < Half)
        {
            text.Append(CultureInfo.InvariantCulture, $"w{words++:x} ");
        }

        int processors = 1;
        while (text.Length < X86CpuInfo.MaximumLength - 100)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nprocessor:{processors}\nflags:a{processors++:x}");
        }

        // A hang, not a speed: reading takes seconds at most.
        X86CpuInfo info = await Task.Run(() => Parse(text.ToString())).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(words, info.UnknownNames.Length);
        Assert.Equal(processors, info.ProcessorCount);
        Assert.Equal(processors - 1, info.Differences.Count(static difference => difference.Key == "flags"));
    }

    [Fact]
    public void TryParse_CutOrMutatedTexts_AreReadOrRefusedAtAPlace()
    {
        var random = new Random(20261124);
        byte[][] texts = [.. new[] { "x86-epyc-guest", "x86-skylake-server" }.Select(static file => Encoding.UTF8.GetBytes(ReadText(file)))];
        int refused = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] text = (byte[])texts[i % 2].Clone();
            for (int changes = random.Next(i < 4000 ? 0 : 1, 5); changes > 0; changes--)
            {
                text[random.Next(text.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"\n: 0x"[random.Next(5)];
            }

            // Every length of the first, then any.
            byte[] cut = text[..(i < text.Length ? i : random.Next(text.Length))];
            if (!X86CpuInfo.TryParse(cut, out X86CpuInfo? info, out FacilityFormatError error))
            {
                refused++;
                Assert.InRange(error.Position, 0, cut.Length);
            }
            else
            {
                Assert.All(info.Differences, static difference => Assert.EndsWith(".", difference.ToString(), StringComparison.Ordinal));
            }
        }

        Assert.InRange(refused, 100, 9_900);
    }

    private static FacilitySet OfLeaf1() => CpuModels.X86.Catalog.Blocks
        .Where(static block => block.Name is "CPUID_1_EDX" or "CPUID_1_ECX")
        .Aggregate(default(FacilitySet), static (all, block) => all.Union(block.Facilities));

    private static X86CpuInfo Parse(string text) => X86CpuInfo.Parse(Encoding.UTF8.GetBytes(text));

    private static string ReadText(string file) =>
        File.ReadAllText(RepositoryFolder.Locate("tests", "CpuFacility.Interop.Tests", "Linux", "Texts", $"{file}.txt"));

    private static string Line(string text, string key) =>
        text.Split('\n').First(line => line.StartsWith(key, StringComparison.Ordinal)).Split(": ")[1];
}
