using CpuFacility.Kvm;

namespace CpuFacility.Tool;

/// <summary>
/// The bytes that KVM of IBM Z gives for <c>KVM_S390_VM_CPU_MACHINE</c>. They have no mark of their own but their number, and so come last.
/// </summary>
internal sealed class KvmMachineFormat : IModelFormat
{
    public string Name => "a kvm_s390_vm_cpu_machine of 4,112 bytes";

    public int MaximumLength => KvmS390Machine.Length;

    public bool Matches(ReadOnlySpan<byte> content) => content.Length == KvmS390Machine.Length;

    public bool TryRead(ReleaseView view, ReadOnlySpan<byte> content, out HostDescription? description, out FacilityFormatError error)
    {
        CpuModelRegistry registry = view.Registry(CpuArchitecture.S390x);
        HostCapability? host = null;
        bool isRead = KvmS390Machine.TryRead(content, out KvmS390Machine? machine, out error) && machine.TryToHostCapability(registry, out host, out error);
        description = isRead ? new HostDescription(host!) : null;
        return isRead;
    }
}
