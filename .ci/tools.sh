#!/usr/bin/env bash
# Installs what the run needs and the machine lacks: QEMU for recordings, a linker and zlib for NativeAOT, a C compiler and the kernel's header
# for s390x to check structures against, a C++ compiler for the benchmarks' peer, unzip, xxhsum, libvirt to compare answers with, AFL++ to fuzz with,
# and on x86 the tool cpuid and the kernel's header.
set -euo pipefail
missing=()
command -v qemu-system-s390x > /dev/null || missing+=(qemu-system-misc)
command -v qemu-system-x86_64 > /dev/null || missing+=(qemu-system-x86)
command -v qemu-system-aarch64 > /dev/null || missing+=(qemu-system-arm)
command -v qemu-system-ppc64 > /dev/null || missing+=(qemu-system-ppc)
command -v virsh > /dev/null || missing+=(libvirt-clients)
[[ -x /usr/sbin/libvirtd && -e /usr/lib/$(uname -m)-linux-gnu/libvirt/connection-driver/libvirt_driver_qemu.so ]] || missing+=(libvirt-daemon libvirt-daemon-driver-qemu)
command -v gcc > /dev/null || missing+=(gcc libc6-dev)
command -v g++ > /dev/null || missing+=(g++)
[[ -e /usr/s390x-linux-gnu/include/asm/kvm.h ]] || missing+=(linux-libc-dev-s390x-cross)
[[ -e /usr/include/zlib.h ]] || missing+=(zlib1g-dev)
command -v unzip > /dev/null || missing+=(unzip)
command -v xxhsum > /dev/null || missing+=(xxhash)
command -v afl-fuzz > /dev/null || missing+=(afl++)
if [[ $(uname -m) == x86_64 ]]; then
  command -v cpuid > /dev/null || missing+=(cpuid)
  [[ -e /usr/include/linux/kvm.h ]] || missing+=(linux-libc-dev)
fi
if [[ ${#missing[@]} -eq 0 ]]; then
  exit 0
fi
echo "installing ${missing[*]}"
as_root=()
[[ $(id -u) -eq 0 ]] || as_root=(sudo)
"${as_root[@]}" apt-get update -q
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}"
