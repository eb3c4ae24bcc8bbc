using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using CpuFacility.X86;

namespace CpuFacility.Kvm;

/// <summary>What KVM on this machine can give to guests: the CPUID tables and feature MSRs of the device <c>/dev/kvm</c>. Immutable.</summary>
public sealed partial class KvmX86
{
    internal const uint GetApiVersion = 0xAE00;
    internal const uint GetSupportedCpuid = 0xC008_AE05;
    internal const uint GetEmulatedCpuid = 0xC008_AE09;
    internal const uint GetMsrFeatureIndexList = 0xC004_AE0A;
    internal const uint GetMsrs = 0xC008_AE88;
    internal const int ApiVersion = 12;

    // errno.h
    private const int TooBig = -7;
    private const int InvalidArgument = -22;
    private const int NoSuchRequest = -25;

    private KvmX86(CpuidData supported, CpuidData emulated, ImmutableArray<uint> unreadableMsrs)
    {
        Supported = supported;
        Emulated = emulated;
        UnreadableMsrs = unreadableMsrs;
    }

    /// <summary>
    /// What guests can have, by <c>KVM_GET_SUPPORTED_CPUID</c>, with the MSRs that report features, by <c>KVM_GET_MSRS</c>. Complete: what it
    /// does not list is zero.
    /// </summary>
    public CpuidData Supported { get; }

    /// <summary>
    /// What KVM can give beyond that by emulating instructions, slowly, by <c>KVM_GET_EMULATED_CPUID</c>; empty if this KVM cannot tell.
    /// </summary>
    public CpuidData Emulated { get; }

    /// <summary>The feature MSRs that KVM lists but cannot read on this machine, in KVM's order.</summary>
    public ImmutableArray<uint> UnreadableMsrs { get; }

    /// <summary>Asks KVM on this machine.</summary>
    /// <param name="kvm">What it can give, or null.</param>
    /// <param name="reason">Why there is nothing, as a sentence; empty if there is.</param>
    /// <returns>False if this is not Linux on x86, if <c>/dev/kvm</c> is missing or may not be opened, or if KVM refuses a question.</returns>
    public static bool TryRead([NotNullWhen(true)] out KvmX86? kvm, out string reason) => TryRead(KvmDevice.DefaultPath, out kvm, out reason);

    /// <summary>Asks the device at a path.</summary>
    internal static bool TryRead(string path, [NotNullWhen(true)] out KvmX86? kvm, out string reason)
    {
        kvm = null;
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.X86))
        {
            reason = "KVM's CPUID tables are of Linux on x86, and this program runs elsewhere.";
            return false;
        }

        try
        {
            using KvmDevice device = KvmDevice.Open(path);
            return TryRead(device, out kvm, out reason);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = $"{path} is missing: the processor has no virtualization, it is switched off, or the module kvm is not loaded.";
        }
        catch (UnauthorizedAccessException)
        {
            reason = $"This user may not open {path}: it takes root or a member of the group kvm.";
        }
        catch (IOException exception)
        {
            reason = $"{path} cannot be opened: {exception.Message}";
        }

        return false;
    }

    /// <summary>Asks any device.</summary>
    internal static bool TryRead(IKvmDevice device, [NotNullWhen(true)] out KvmX86? kvm, out string reason)
    {
        kvm = null;
        int version = device.Control(GetApiVersion, []);
        if (version != ApiVersion)
        {
            reason = version < 0
                ? Describe("KVM_GET_API_VERSION", version)
                : string.Create(null, $"KVM has API version {version}; only {ApiVersion} is known.");
            return false;
        }

        if (!TryReadTable(device, GetSupportedCpuid, "KVM_GET_SUPPORTED_CPUID", isOptional: false, out CpuidData? supported, out reason)
            || !TryReadTable(device, GetEmulatedCpuid, "KVM_GET_EMULATED_CPUID", isOptional: true, out CpuidData? emulated, out reason)
            || !TryReadIndexes(device, out ImmutableArray<uint> indexes, out reason))
        {
            return false;
        }

        var lines = new CpuidData.Builder { IsComplete = true };
        foreach ((uint leaf, uint subleaf, CpuidRegisters registers) in supported.Entries)
        {
            lines.Set(leaf, subleaf, registers);
        }

        var unreadable = ImmutableArray.CreateBuilder<uint>();
        foreach (uint index in indexes)
        {
            if (!TryReadMsr(device, index, out ulong value))
            {
                unreadable.Add(index);
            }
            else if (!lines.TryAddMsr(index, value, out reason))
            {
                return false;
            }
        }

        kvm = new KvmX86(lines.ToCpuidData(), emulated, unreadable.ToImmutable());
        return true;
    }

    private static bool TryReadTable(
        IKvmDevice device, uint request, string name, bool isOptional, [NotNullWhen(true)] out CpuidData? data, out string reason)
    {
        reason = "";
        for (int capacity = 64; capacity <= CpuidData.MaximumEntries; capacity *= 2)
        {
            byte[] buffer = new byte[KvmCpuid2.HeaderLength + capacity * KvmCpuid2.EntryLength];
            BinaryPrimitives.WriteInt32LittleEndian(buffer, capacity);
            int result = device.Control(request, buffer);
            if (result == TooBig)
            {
                continue;
            }

            if (result < 0)
            {
                bool isUnknown = isOptional && result is NoSuchRequest or InvalidArgument;
                data = isUnknown ? new CpuidData.Builder { IsComplete = true }.ToCpuidData() : null;
                reason = isUnknown ? "" : Describe(name, result);
                return isUnknown;
            }

            uint count = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(buffer), (uint)capacity);
            ReadOnlySpan<byte> written = buffer.AsSpan(0, KvmCpuid2.HeaderLength + (int)count * KvmCpuid2.EntryLength);
            if (!KvmCpuid2.TryRead(written, out data, out FacilityFormatError error))
            {
                reason = $"{name} gave a table that cannot be read: {error.Reason}";
                return false;
            }

            return true;
        }

        data = null;
        reason = string.Create(null, $"{name} has more than {CpuidData.MaximumEntries} entries.");
        return false;
    }

    private static string Describe(string request, int result) =>
        $"KVM refused {request}: {Marshal.GetPInvokeErrorMessage(-result)}.";
}
