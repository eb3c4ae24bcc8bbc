using System.Text.Json;

namespace CpuFacility.Interop.Tests.Qemu.Server;

/// <summary>
/// What the server says to wrong properties of RISC-V models. The words are those of QEMU's public sources; the installed 7.2 does not know the command.
/// </summary>
public class QmpRiscVErrorTests
{
    [Theory]
    [InlineData("rv64", "'foo':1", "Property 'rv64-riscv-cpu.foo' not found")]
    [InlineData("rv64", "'sv32':true", "Property 'rv64-riscv-cpu.sv32' not found")]
    [InlineData("rv32", "'sv39':true", "Property 'rv32-riscv-cpu.sv39' not found")]
    [InlineData("rv64", "'rv32':true", "Property 'rv64-riscv-cpu.rv32' not found")]
    [InlineData("rv64", "'zba':1", "Invalid parameter type for 'model.props.zba', expected: boolean")]
    [InlineData("rv64", "'g':1", "Invalid parameter type for 'model.props.g', expected: boolean")]
    [InlineData("rv64", "'rva22u64':'on'", "Invalid parameter type for 'model.props.rva22u64', expected: boolean")]
    [InlineData("rv64", "'type':'x'", "Property 'rv64-riscv-cpu.type' is not writable")]
    [InlineData("rv64", "'pmu-mask':true", "Parameter 'model.props.pmu-mask' expects uint64")]
    [InlineData("rv64", "'pmu-num':256", "Parameter 'pmu-num' expects uint8_t")]
    [InlineData("rv64", "'vlen':true", "Parameter 'model.props.vlen' expects uint64")]
    [InlineData("rv64", "'vlen':65536", "Parameter 'vlen' expects uint16_t")]
    [InlineData("rv64", "'vlen':-1", "Parameter 'vlen' expects uint16_t")]
    [InlineData("rv64", "'vlen':100", "Vector extension VLEN must be power of 2")]
    [InlineData("rv64", "'elen':48", "Vector extension ELEN must be power of 2")]
    [InlineData("max", "'vlen':64", "Vector extension implementation only supports VLEN in the range [128, 1024]")]
    [InlineData("max", "'vlen':2048", "Vector extension implementation only supports VLEN in the range [128, 1024]")]
    [InlineData("max", "'elen':4", "Vector extension implementation only supports ELEN in the range [8, 64]")]
    [InlineData("rv64", "'zve32x':true,'vlen':32", "Vector extension implementation requires VLEN to be greater than or equal to ELEN")]
    [InlineData("rv64", "'priv_spec':1", "Invalid parameter type for 'model.props.priv_spec', expected: string")]
    [InlineData("rv64", "'priv_spec':'v9'", "Unsupported privilege spec version 'v9'")]
    [InlineData("rv64", "'vext_spec':'v9'", "Unsupported vector spec version 'v9'")]
    [InlineData("sifive-u54", "'v':true", "'sifive-u54' CPU does not allow enabling extensions")]
    [InlineData("sifive-u54", "'zba':true", "'sifive-u54' CPU does not allow enabling extensions")]
    [InlineData("sifive-u54", "'mmu':false", "CPU 'sifive-u54' does not allow changing the value of 'mmu'")]
    [InlineData("sifive-u54", "'vlen':256", "CPU 'sifive-u54' does not allow changing the value of 'vlen'")]
    [InlineData("sifive-u54", "'rva22u64':true", "Profile rva22u64 is not available for vendor CPUs")]
    [InlineData("rv32", "'rva22u64':true", "Profile rva22u64 only available for 64 bit CPUs")]
    [InlineData("rv64", "'i':false", "Either I or E extension must be set")]
    [InlineData("rv64", "'e':true", "I and E extensions are incompatible")]
    [InlineData("rv64", "'u':false", "Setting S extension without U extension is illegal")]
    [InlineData("rv64", "'s':false", "H extension implicitly requires S-mode")]
    [InlineData("rv64", "'a':false", "Zawrs extension requires A extension")]
    [InlineData("rv64", "'f':false", "Zfa extension requires F extension")]
    [InlineData("rv64", "'rva22u64':false", "Setting S extension without U extension is illegal")]
    [InlineData("rv64", "'zfinx':true", "Zfinx cannot be supported together with F extension")]
    [InlineData("rv64", "'v':true,'d':false", "Zve64d/V extensions require D extension")]
    [InlineData("rv64", "'zvfh':true,'zve32f':false", "Zvfh/Zvfhmin extensions require Zve32f extension")]
    [InlineData("rv64", "'zcf':true", "Zcf extension is only relevant to RV32")]
    [InlineData("rv64", "'zcmp':true", "Zcmp/Zcmt extensions are incompatible with Zcd extension")]
    [InlineData("rv64", "'smepmp':true,'pmp':false", "Invalid configuration: Smepmp requires PMP support")]
    [InlineData("rv64", "'zvkb':true", "Vector crypto extensions require V or Zve* extensions")]
    [InlineData("rv64i", "'zicntr':true,'zicsr':false", "zicntr requires zicsr")]
    [InlineData("rva23u64", "'v':false,'zve32f':false", "Zvfh/Zvfhmin extensions require Zve32f extension")]
    [InlineData("rva22u64", "'mvendorid':7", "Unable to change rva22u64-riscv-cpu mvendorid")]
    public void Expand_WrongProperties_AreToldInQemusWords(string model, string properties, string expected) =>
        Assert.Equal(expected, Ask(model, properties).GetProperty("error").GetProperty("desc").GetString());

    [Theory]
    [InlineData("rv64", "'g':true", "zicsr zifencei zmmul", "")]
    [InlineData("rv64i", "'g':true", "zaamo zalrsc zmmul zicsr zifencei", "zca zcd")]
    [InlineData("rv64", "'c':false", "zmmul", "zca zcd")]
    [InlineData("rv64", "'m':false", "zaamo", "zmmul")]
    [InlineData("rv64", "'zicsr':false,'f':false,'d':false,'zfa':false,'c':false,'h':false", "zaamo", "zicsr zicntr zihpm")]
    [InlineData("rv64i", "'rva22u64':false", "sdtrig", "zba zicbom rva22u64")]
    [InlineData("rva22u64", "'zicbom':false", "zicboz", "zicbom rva22u64")]
    [InlineData("rv64", "'resetvec':4096,'start-powered-off':true,'vlen':256,'mvendorid':7", "zba", "v")]
    [InlineData("sifive-u54", "'zicsr':true,'zba':false,'vlen':128,'v':false", "zicsr", "zba")]
    [InlineData("thead-c908v", "'v':false", "zba", "zve64d zve32x")]
    [InlineData("max", "'v':false", "zve64d zvfh", "")]
    public void Expand_RightProperties_SwitchWhatTheyBring(string model, string properties, string on, string off)
    {
        JsonElement props = Ask(model, properties).GetProperty("return").GetProperty("model").GetProperty("props");
        Assert.Equal(137, props.EnumerateObject().Count());
        Assert.All(on.Split(' ', StringSplitOptions.RemoveEmptyEntries), name => Assert.True(props.GetProperty(name).GetBoolean(), name));
        Assert.All(off.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static name => name.Length > 1), name => Assert.False(props.GetProperty(name).GetBoolean(), name));
    }

    private static JsonElement Ask(string model, string properties) => QmpRecordedTargetTests.Ask(
        QmpRecordedTargetTests.Session("riscv64"), QmpRequests.Expansion("full", $"{{\"name\":\"{model}\",\"props\":{{{properties}}}}}"));
}
