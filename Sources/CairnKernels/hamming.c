#include "CairnKernels.h"
#include "hamming_kernels.h"
#include "versions.h"

// Codes are looked at in blocks whose first words stay in the first-level cache for all queries.
enum { block = CAIRN_SCAN_ROOM };

int cairn_hamming_runs(cairn_hamming_kernel kernel) {
    switch (kernel) {
        case cairn_hamming_plain:
            return 1;
#if defined(__x86_64__)
        case cairn_hamming_avx2:
            return __builtin_cpu_supports("avx2") != 0;
        case cairn_hamming_avx512:
            return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vpopcntdq");
#elif defined(__aarch64__)
        case cairn_hamming_neon:
            return 1;
#endif
        default:
            return 0;
    }
}

static const hamming_versions *versions(cairn_hamming_kernel kernel) {
    if (!cairn_hamming_runs(kernel)) return &cairn_hamming_plain_versions;
    switch (kernel) {
#if defined(__x86_64__)
        case cairn_hamming_avx2:
            return &cairn_hamming_avx2_versions;
        case cairn_hamming_avx512:
            return &cairn_hamming_avx512_versions;
#elif defined(__aarch64__)
        case cairn_hamming_neon:
            return &cairn_hamming_neon_versions;
#endif
        default:
            return &cairn_hamming_plain_versions;
    }
}

typedef struct {
    const hamming_versions *versions;
    const uint64_t *chunk;
    size_t start;
    size_t end;
    uint32_t radius;
    cairn_find *finds;
    size_t found;
} scan;

// Looks at all 256 bits of the codes of a stretch that are near a query by the first 128.
static void verify(scan *scan, size_t first, size_t octets, const uint64_t *query, size_t number) {
    uint8_t masks[stretch_octets];
    scan->versions->near_codes(scan->chunk + CAIRN_CODE_WORD(first), octets, query, scan->radius, masks);
    for (size_t i = 0; i < octets; i++) {
        for (uint32_t mask = masks[i]; mask != 0; mask &= mask - 1) {
            const size_t position = first + 8 * i + (size_t)__builtin_ctz(mask);
            if (position < scan->start || position >= scan->end) continue;
            const uint64_t *code = scan->chunk + CAIRN_CODE_WORD(position);
            const uint64_t *rest = code + CAIRN_HALF_CHUNK;
            const int distance = __builtin_popcountll(code[0] ^ query[0]) +
                                 __builtin_popcountll(code[CAIRN_NEXT_WORD] ^ query[1]) +
                                 __builtin_popcountll(rest[0] ^ query[2]) +
                                 __builtin_popcountll(rest[CAIRN_NEXT_WORD] ^ query[3]);
            if ((uint32_t)distance > scan->radius) continue;
            scan->finds[scan->found++] = (cairn_find){(uint32_t)number, (uint32_t)position, (uint32_t)distance};
        }
    }
}

size_t cairn_hamming_scan(cairn_hamming_kernel kernel, const uint64_t *chunk, size_t start, size_t end,
                          const uint64_t *queries, size_t query_count, uint32_t radius, cairn_find *finds,
                          size_t capacity, size_t *found) {
    scan scan = {versions(kernel), chunk, start, end, radius, finds, *found};
    size_t first = start & ~(size_t)7;
    while (first < end && scan.found + query_count * CAIRN_SCAN_ROOM <= capacity) {
        const size_t last = end - first < block ? end : first + block;
        for (size_t q = 0; q < query_count;) {
            // What does not fill a group is asked one by one.
            const size_t group = query_count - q < group_queries ? 1 : group_queries;
            for (size_t place = first; place < last; place += 8 * stretch_octets) {
                const size_t codes = last - place < 8 * stretch_octets ? last - place : 8 * stretch_octets;
                const size_t octets = (codes + 7) / 8;
                uint32_t near = scan.versions->near_queries(chunk + CAIRN_CODE_WORD(place), octets, queries + 4 * q,
                                                            group, radius);
                for (; near != 0; near &= near - 1) {
                    const size_t number = q + (size_t)__builtin_ctz(near);
                    verify(&scan, place, octets, queries + 4 * number, number);
                }
            }
            q += group;
        }
        first = last;
    }
    *found = scan.found;
    return first < end ? first : end;
}

CAIRN_VERSIONS
uint64_t cairn_differing_bits(const uint32_t *left, const uint32_t *right, size_t count) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) sum += (uint64_t)__builtin_popcount(left[i] ^ right[i]);
    return sum;
}
