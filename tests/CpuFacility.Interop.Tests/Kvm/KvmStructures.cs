using CpuFacility.Kvm;

namespace CpuFacility.Interop.Tests.Kvm;

/// <summary>The five structures behind one shape, for what holds for all of them.</summary>
internal sealed class KvmStructures
{
    private delegate bool Reader(ReadOnlySpan<byte> source, out object? value, out FacilityFormatError error);

    private delegate object ThrowingReader(ReadOnlySpan<byte> source);

    private delegate bool Writer(object value, Span<byte> destination);

    private delegate void ThrowingWriter(object value, Span<byte> destination);

    private readonly Reader _tryRead;
    private readonly ThrowingReader _read;
    private readonly Writer _tryWrite;
    private readonly ThrowingWriter _write;

    private KvmStructures(string name, int length, Reader tryRead, ThrowingReader read, Writer tryWrite, ThrowingWriter write)
    {
        Name = name;
        Length = length;
        _tryRead = tryRead;
        _read = read;
        _tryWrite = tryWrite;
        _write = write;
    }

    public static KvmStructures[] All { get; } =
    [
        new(
            "kvm_s390_vm_cpu_processor",
            KvmS390Processor.Length,
            static (source, out value, out error) => Take(KvmS390Processor.TryRead(source, out KvmS390Processor? read, out error), read, out value),
            static source => KvmS390Processor.Read(source),
            static (value, destination) => ((KvmS390Processor)value).TryWrite(destination),
            static (value, destination) => ((KvmS390Processor)value).Write(destination)),
        new(
            "kvm_s390_vm_cpu_machine",
            KvmS390Machine.Length,
            static (source, out value, out error) => Take(KvmS390Machine.TryRead(source, out KvmS390Machine? read, out error), read, out value),
            static source => KvmS390Machine.Read(source),
            static (value, destination) => ((KvmS390Machine)value).TryWrite(destination),
            static (value, destination) => ((KvmS390Machine)value).Write(destination)),
        new(
            "kvm_s390_vm_cpu_feat",
            KvmS390Features.Length,
            static (source, out value, out error) => Take(KvmS390Features.TryRead(source, out KvmS390Features? read, out error), read, out value),
            static source => KvmS390Features.Read(source),
            static (value, destination) => ((KvmS390Features)value).TryWrite(destination),
            static (value, destination) => ((KvmS390Features)value).Write(destination)),
        new(
            "kvm_s390_vm_cpu_subfunc",
            KvmS390Subfunctions.Length,
            static (source, out value, out error) =>
                Take(KvmS390Subfunctions.TryRead(source, out KvmS390Subfunctions? read, out error), read, out value),
            static source => KvmS390Subfunctions.Read(source),
            static (value, destination) => ((KvmS390Subfunctions)value).TryWrite(destination),
            static (value, destination) => ((KvmS390Subfunctions)value).Write(destination)),
        new(
            "kvm_s390_vm_cpu_uv_feat",
            KvmS390UltravisorFeatures.Length,
            static (source, out value, out error) =>
                Take(KvmS390UltravisorFeatures.TryRead(source, out KvmS390UltravisorFeatures? read, out error), read, out value),
            static source => KvmS390UltravisorFeatures.Read(source),
            static (value, destination) => ((KvmS390UltravisorFeatures)value).TryWrite(destination),
            static (value, destination) => ((KvmS390UltravisorFeatures)value).Write(destination)),
    ];

    public string Name { get; }

    public int Length { get; }

    public bool TryRead(ReadOnlySpan<byte> source, out object? value, out FacilityFormatError error) => _tryRead(source, out value, out error);

    public object Read(ReadOnlySpan<byte> source) => _read(source);

    public bool TryWrite(object value, Span<byte> destination) => _tryWrite(value, destination);

    public void Write(object value, Span<byte> destination) => _write(value, destination);

    public byte[] ToBytes(object value)
    {
        byte[] bytes = new byte[Length];
        Array.Fill(bytes, (byte)0xA5);
        Write(value, bytes);
        return bytes;
    }

    public override string ToString() => Name;

    private static bool Take(bool isRead, object? read, out object? value)
    {
        value = read;
        return isRead;
    }
}
