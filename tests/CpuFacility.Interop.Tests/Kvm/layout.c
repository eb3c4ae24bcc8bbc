/* Prints what the kernel's own header says of the structures: sizes, offsets and numbers, one "name value" a line. */
#include <stddef.h>
#include <stdio.h>
#include <asm/kvm.h>

#define SIZE(type) printf("%s %zu\n", #type, sizeof(struct type))
#define FIELD(type, field) printf("%s.%s %zu\n", #type, #field, offsetof(struct type, field))
#define NUMBER(name) printf("%s %d\n", #name, name)

int main(void)
{
    SIZE(kvm_s390_vm_cpu_processor);
    FIELD(kvm_s390_vm_cpu_processor, cpuid);
    FIELD(kvm_s390_vm_cpu_processor, ibc);
    FIELD(kvm_s390_vm_cpu_processor, pad);
    FIELD(kvm_s390_vm_cpu_processor, fac_list);
    SIZE(kvm_s390_vm_cpu_machine);
    FIELD(kvm_s390_vm_cpu_machine, cpuid);
    FIELD(kvm_s390_vm_cpu_machine, ibc);
    FIELD(kvm_s390_vm_cpu_machine, pad);
    FIELD(kvm_s390_vm_cpu_machine, fac_mask);
    FIELD(kvm_s390_vm_cpu_machine, fac_list);
    SIZE(kvm_s390_vm_cpu_feat);
    FIELD(kvm_s390_vm_cpu_feat, feat);
    SIZE(kvm_s390_vm_cpu_subfunc);
    FIELD(kvm_s390_vm_cpu_subfunc, plo);
    FIELD(kvm_s390_vm_cpu_subfunc, ptff);
    FIELD(kvm_s390_vm_cpu_subfunc, kmac);
    FIELD(kvm_s390_vm_cpu_subfunc, kmc);
    FIELD(kvm_s390_vm_cpu_subfunc, km);
    FIELD(kvm_s390_vm_cpu_subfunc, kimd);
    FIELD(kvm_s390_vm_cpu_subfunc, klmd);
    FIELD(kvm_s390_vm_cpu_subfunc, pckmo);
    FIELD(kvm_s390_vm_cpu_subfunc, kmctr);
    FIELD(kvm_s390_vm_cpu_subfunc, kmf);
    FIELD(kvm_s390_vm_cpu_subfunc, kmo);
    FIELD(kvm_s390_vm_cpu_subfunc, pcc);
    FIELD(kvm_s390_vm_cpu_subfunc, ppno);
    FIELD(kvm_s390_vm_cpu_subfunc, kma);
    FIELD(kvm_s390_vm_cpu_subfunc, kdsa);
    FIELD(kvm_s390_vm_cpu_subfunc, sortl);
    FIELD(kvm_s390_vm_cpu_subfunc, dfltcc);
    FIELD(kvm_s390_vm_cpu_subfunc, reserved);
#ifdef KVM_S390_VM_CPU_UV_FEAT_NR_BITS
    SIZE(kvm_s390_vm_cpu_uv_feat);
    FIELD(kvm_s390_vm_cpu_uv_feat, feat);
#endif
    NUMBER(KVM_S390_VM_CPU_FEAT_NR_BITS);
    NUMBER(KVM_S390_VM_CPU_FEAT_ESOP);
    NUMBER(KVM_S390_VM_CPU_FEAT_SIEF2);
    NUMBER(KVM_S390_VM_CPU_FEAT_64BSCAO);
    NUMBER(KVM_S390_VM_CPU_FEAT_SIIF);
    NUMBER(KVM_S390_VM_CPU_FEAT_GPERE);
    NUMBER(KVM_S390_VM_CPU_FEAT_GSLS);
    NUMBER(KVM_S390_VM_CPU_FEAT_IB);
    NUMBER(KVM_S390_VM_CPU_FEAT_CEI);
    NUMBER(KVM_S390_VM_CPU_FEAT_IBS);
    NUMBER(KVM_S390_VM_CPU_FEAT_SKEY);
    NUMBER(KVM_S390_VM_CPU_FEAT_CMMA);
    NUMBER(KVM_S390_VM_CPU_FEAT_PFMFI);
    NUMBER(KVM_S390_VM_CPU_FEAT_SIGPIF);
    NUMBER(KVM_S390_VM_CPU_FEAT_KSS);
    return 0;
}
