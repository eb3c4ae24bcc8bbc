/* Prints what the kernel's own header says of the structures for x86: sizes, offsets and numbers, one "name value" a line. */
#include <stddef.h>
#include <stdio.h>
#include <linux/kvm.h>

#define SIZE(type) printf("%s %zu\n", #type, sizeof(struct type))
#define FIELD(type, field) printf("%s.%s %zu\n", #type, #field, offsetof(struct type, field))
#define NUMBER(name) printf("%s %lu\n", #name, (unsigned long)(name))

int main(void)
{
    SIZE(kvm_cpuid2);
    FIELD(kvm_cpuid2, nent);
    FIELD(kvm_cpuid2, entries);
    SIZE(kvm_cpuid_entry2);
    FIELD(kvm_cpuid_entry2, function);
    FIELD(kvm_cpuid_entry2, index);
    FIELD(kvm_cpuid_entry2, flags);
    FIELD(kvm_cpuid_entry2, eax);
    FIELD(kvm_cpuid_entry2, ebx);
    FIELD(kvm_cpuid_entry2, ecx);
    FIELD(kvm_cpuid_entry2, edx);
    FIELD(kvm_cpuid_entry2, padding);
    NUMBER(KVM_CPUID_FLAG_SIGNIFCANT_INDEX);
    NUMBER(KVM_CPUID_FLAG_STATEFUL_FUNC);
    NUMBER(KVM_CPUID_FLAG_STATE_READ_NEXT);
    SIZE(kvm_msrs);
    FIELD(kvm_msrs, nmsrs);
    FIELD(kvm_msrs, entries);
    SIZE(kvm_msr_entry);
    FIELD(kvm_msr_entry, index);
    FIELD(kvm_msr_entry, reserved);
    FIELD(kvm_msr_entry, data);
    SIZE(kvm_msr_list);
    FIELD(kvm_msr_list, nmsrs);
    FIELD(kvm_msr_list, indices);
    NUMBER(KVM_API_VERSION);
    NUMBER(KVM_GET_API_VERSION);
    NUMBER(KVM_GET_SUPPORTED_CPUID);
    NUMBER(KVM_GET_EMULATED_CPUID);
    NUMBER(KVM_GET_MSR_FEATURE_INDEX_LIST);
    NUMBER(KVM_GET_MSRS);
    return 0;
}
