using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CpuFacility.Qemu;
using CpuFacility.X86;

namespace CpuFacility.Libvirt;

/// <summary>
/// Makes a definition of a <c>&lt;cpu&gt;</c> element with libvirt's defaults and refusals, in libvirt's order and words
/// (<c>virCPUDefParseXML</c>; each is held against libvirt 9.0).
/// </summary>
internal sealed partial class LibvirtCpuReader
{
    private readonly LibvirtElement _cpu;
    private readonly LibvirtAttributes _attributes;
    private readonly bool _isHost;
    private readonly HashSet<LibvirtElement> _taken = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<string>.Builder _ignored = ImmutableArray.CreateBuilder<string>(0);
    private LibvirtFault _fault;

    private LibvirtCpuReader(LibvirtElement cpu, LibvirtCpuType? type)
    {
        _cpu = cpu;
        _attributes = new LibvirtAttributes(cpu, cpu);
        _isHost = (type ?? (FindPlain("arch") is null ? LibvirtCpuType.Guest : LibvirtCpuType.Host)) == LibvirtCpuType.Host;
    }

    /// <summary>Reads an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="type">What it describes; null if it says so itself.</param>
    /// <param name="needsModel">Whether a host has to have a model.</param>
    /// <param name="cpu">The definition, or null.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryRead(
        LibvirtElement element, LibvirtCpuType? type, bool needsModel, [NotNullWhen(true)] out LibvirtCpu? cpu, out LibvirtFault fault)
    {
        var reader = new LibvirtCpuReader(element, type);
        bool isRead = reader.TryRead(isTypeGiven: type is not null, needsModel, out cpu);
        fault = reader._fault;
        return isRead;
    }

    private bool TryRead(bool isTypeGiven, bool needsModel, [NotNullWhen(true)] out LibvirtCpu? cpu)
    {
        cpu = null;
        var made = new LibvirtCpu { Type = _isHost ? LibvirtCpuType.Host : LibvirtCpuType.Guest };
        if (_isHost && !isTypeGiven && _cpu.GetAttribute("match") is not null)
        {
            return Fail(_cpu, "XML error: 'arch' element cannot be used inside 'cpu' element with 'match' attribute'");
        }

        if (!TryTakeAttributes(ref made)
            || (_isHost && !TryTakeHost(ref made))
            || !TryTakeModel(needsModel && _isHost, ref made)
            || !Check(LibvirtCpuElements.CheckTopology)
            || !TryTakeFeatures(ref made)
            || !Check(LibvirtCpuElements.CheckCache)
            || !Check(LibvirtCpuElements.CheckAddressSize))
        {
            return false;
        }

        TakeRest(ref made);
        cpu = made;
        return true;
    }

    private bool TryTakeAttributes(ref LibvirtCpu made)
    {
        if (_isHost && _attributes.Get("mode") is not null)
        {
            return Fail(_cpu, "unsupported configuration: Attribute mode is only allowed for guest CPU");
        }

        if (_attributes.Get("mode") is string mode)
        {
            int found = Array.IndexOf(LibvirtWords.Modes, mode);
            if (found < 0)
            {
                return Fail(_cpu, $"unsupported configuration: Invalid mode attribute '{Shortened.Text(mode)}'{LibvirtAttributes.Expected(LibvirtWords.Modes)}");
            }

            made = made with { Mode = (LibvirtCpuMode)found };
        }

        if (!_attributes.TryTakeWord("migratable", LibvirtWords.Switches, -1, out int migratable, out string? fault))
        {
            return Fail(_cpu, fault);
        }

        if (migratable >= 0 && made.Mode is not (LibvirtCpuMode.HostPassthrough or LibvirtCpuMode.Maximum))
        {
            return Fail(_cpu, "unsupported configuration: Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode");
        }

        if (!_isHost)
        {
            if (!_attributes.TryTakeWord("match", LibvirtWords.Matches, (int)LibvirtCpuMatch.Exact, out int match, out fault)
                || !_attributes.TryTakeWord("check", LibvirtWords.Checks, 0, out int check, out fault))
            {
                return Fail(_cpu, fault);
            }

            made = made with { Match = (LibvirtCpuMatch)match, Check = (LibvirtCpuCheck)check };
        }

        made = made with { IsMigratable = migratable < 0 ? null : migratable > 0 };
        return true;
    }

    private bool TryTakeHost(ref LibvirtCpu made)
    {
        LibvirtElement? arch = Take("arch");
        if (arch is null || arch.Content.Length == 0)
        {
            return Fail(arch ?? _cpu, "XML error: Missing CPU architecture");
        }

        made = made with { Architecture = arch.Content };
        if (!LibvirtArchitectureNames.IsName(arch.Content))
        {
            return Fail(arch, $"unsupported configuration: Unknown architecture {Shortened.Text(arch.Content)}");
        }

        Ignore(arch);
        if (FindPlain("microcode") is LibvirtElement microcode && microcode.GetAttribute("version") is string version)
        {
            if (!LibvirtAttributes.TryParse(version, uint.MaxValue, out ulong number))
            {
                return Fail(microcode, "unsupported configuration: invalid microcode version");
            }

            made = made with { Microcode = (uint)number };
            _taken.Add(microcode);
            Ignore(microcode, "version");
        }

        return TryTakeSignature(ref made) && Check(LibvirtCpuElements.CheckCounter);
    }

    /// <summary>libvirt takes any numbers. Those that no processor can have stay an element, so that they are written again.</summary>
    private bool TryTakeSignature(ref LibvirtCpu made)
    {
        if (FindPlain("signature") is not LibvirtElement signature)
        {
            return true;
        }

        var attributes = new LibvirtAttributes(signature, _cpu);
        if (!attributes.TryTakeNumber("family", uint.MaxValue, isRequired: true, out ulong? family, out string? fault)
            || !attributes.TryTakeNumber("model", uint.MaxValue, isRequired: true, out ulong? model, out fault)
            || !attributes.TryTakeNumber("stepping", uint.MaxValue, isRequired: true, out ulong? stepping, out fault))
        {
            return Fail(signature, fault);
        }

        if (family <= X86Signature.HighestFamily && model <= byte.MaxValue && stepping <= 15)
        {
            made = made with { Signature = new X86Signature((int)family, (int)model, (int)stepping) };
            _taken.Add(signature);
            Ignore(signature, "family", "model", "stepping");
        }

        return true;
    }

    private LibvirtElement? FindPlain(string name) => _cpu.Children.FirstOrDefault(child => child.Name == name && child.IsPlain);

    private LibvirtElement? Take(string name)
    {
        LibvirtElement? found = FindPlain(name);
        if (found is not null)
        {
            _taken.Add(found);
        }

        return found;
    }

    private bool Check(LibvirtCpuElements.Checker checker) => checker(_cpu, out LibvirtElement? wrong, out string? fault) || Fail(wrong, fault);

    private bool Fail(LibvirtElement element, string reason)
    {
        _fault = new LibvirtFault(element.Place, reason);
        return false;
    }
}
