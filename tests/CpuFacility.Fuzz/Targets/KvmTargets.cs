using CpuFacility.Kvm;
using CpuFacility.X86;

namespace CpuFacility.Fuzz.Targets;

/// <summary>KVM's structures, and blocks of hardware's bits.</summary>
internal static class KvmTargets
{
    private delegate bool Reader<T>(ReadOnlySpan<byte> source, out T? value, out FacilityFormatError error);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        Structure<KvmS390Machine>("kvm-machine", KvmS390Machine.TryRead, static source => KvmS390Machine.Read(source), static (value, bytes) => value.TryWrite(bytes)),
        Structure<KvmS390Processor>("kvm-processor", KvmS390Processor.TryRead, static source => KvmS390Processor.Read(source), static (value, bytes) => value.TryWrite(bytes)),
        Structure<KvmS390Features>("kvm-features", KvmS390Features.TryRead, static source => KvmS390Features.Read(source), static (value, bytes) => value.TryWrite(bytes)),
        Structure<KvmS390Subfunctions>("kvm-subfunctions", KvmS390Subfunctions.TryRead, static source => KvmS390Subfunctions.Read(source), static (value, bytes) => value.TryWrite(bytes)),
        Structure<KvmS390UltravisorFeatures>("kvm-ultravisor", KvmS390UltravisorFeatures.TryRead, static source => KvmS390UltravisorFeatures.Read(source), static (value, bytes) => value.TryWrite(bytes)),
        new("kvm-cpuid2", ReadCpuid),
        new("kvm-msrs", ReadMsrs),
        new("blocks", ReadBlocks),
    ];

    /// <summary>A structure is read whole: writing it gives every byte back, known or not.</summary>
    private static FuzzTarget Structure<T>(string name, Reader<T> read, Func<byte[], T> twin, Func<T, byte[], bool> write)
        where T : class => new(name, source =>
    {
        bool isRead = read(source, out T? value, out FacilityFormatError error);
        Contract.Hold(isRead, error, source.Length, () => twin(source));
        if (value is not null)
        {
            byte[] written = new byte[source.Length];
            Contract.That(write(value, written), "no room for what was read");
            Contract.That(written.AsSpan().SequenceEqual(source), "other bytes come back");
            Contract.That(twin(written).Equals(value), "it reads back as another one");
            value.ToString();
        }
    });

    private static void ReadCpuid(byte[] source)
    {
        bool isRead = KvmCpuid2.TryRead(source, out CpuidData? data, out FacilityFormatError error);
        Contract.Hold(isRead, error, source.Length, () => KvmCpuid2.Read(source));
        if (data is not null)
        {
            byte[] written = new byte[KvmCpuid2.GetByteCount(data)];
            KvmCpuid2.Write(data, written);
            Contract.That(KvmCpuid2.Read(written).Equals(data), "it reads back as another table");
            CpuidTargets.Derive(data);
        }
    }

    private static void ReadMsrs(byte[] source)
    {
        bool isRead = KvmMsrs.TryRead(source, out var msrs, out FacilityFormatError error);
        Contract.Hold(isRead, error, source.Length, () => KvmMsrs.Read(source));
        if (isRead)
        {
            byte[] written = new byte[KvmMsrs.GetByteCount(msrs.AsSpan())];
            KvmMsrs.Write(msrs.AsSpan(), written);
            Contract.That(KvmMsrs.Read(written).AsSpan().SequenceEqual(msrs.AsSpan()), "other MSRs come back");
        }
    }

    /// <summary>Every block of every architecture reads the same bytes.</summary>
    private static void ReadBlocks(byte[] source)
    {
        foreach (CpuModelRegistry registry in CpuModels.All)
        {
            foreach (FacilityBlock block in registry.Catalog.Blocks)
            {
                if (!block.TryRead(source, out FacilitySet facilities, out UnknownBits unknown, out FacilityFormatError error))
                {
                    Contract.That(error.Position >= 0 && error.Position <= source.Length && error.Reason.Length > 0, "a bad refusal");
                    continue;
                }

                byte[] written = new byte[source.Length];
                Contract.That(block.TryWrite(facilities, written, unknown), $"no room in {block.Name} for what was read");
                Contract.That(written.AsSpan().SequenceEqual(source), $"other bytes come from {block.Name}");
            }
        }
    }
}
