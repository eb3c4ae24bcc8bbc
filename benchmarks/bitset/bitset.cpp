// std::bitset as its author would use it, on sets of 1,024 bits that the benchmarks pass in.
#include <bitset>

using Set = std::bitset<1024>;
static_assert(sizeof(Set) == 128);

extern "C" int count_supersets(const Set* guest, const Set* hosts, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
        count += (*guest & ~hosts[i]).none();
    }
    return count;
}

extern "C" int count_supersets_by_equality(const Set* guest, const Set* hosts, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
        count += (*guest & hosts[i]) == *guest;
    }
    return count;
}

extern "C" int count_equal(const Set* first, const Set* second, int length) {
    int count = 0;
    for (int i = 0; i < length; i++) {
        count += first[i] == second[i];
    }
    return count;
}

extern "C" void intersect_with(Set* hosts, const Set* guest, int length) {
    for (int i = 0; i < length; i++) {
        hosts[i] &= *guest;
    }
}
