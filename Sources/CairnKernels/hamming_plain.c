#include "hamming_kernels.h"

#if defined(__x86_64__)
#define WITH_POPCOUNT __attribute__((target_clones("popcnt", "default")))
#else
#define WITH_POPCOUNT
#endif

static inline uint32_t distance(const uint64_t *code, const uint64_t *query) {
    return (uint32_t)(__builtin_popcountll(code[0] ^ query[0]) +
                      __builtin_popcountll(code[CAIRN_NEXT_WORD] ^ query[1]));
}

WITH_POPCOUNT
static void near_codes(const uint64_t *octet, size_t octets, const uint64_t *query, uint32_t radius, uint8_t *masks) {
    for (size_t i = 0; i < octets; i++, octet += 16) {
        uint32_t mask = 0;
        for (uint32_t code = 0; code < 8; code++) mask |= (uint32_t)(distance(octet + code, query) <= radius) << code;
        masks[i] = (uint8_t)mask;
    }
}

WITH_POPCOUNT
static uint32_t near_queries(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t query_count,
                             uint32_t radius) {
    const size_t count = query_count == 1 ? 1 : group_queries;
    uint32_t near = 0;
    for (size_t q = 0; q < count; q++) {
        uint32_t any = 0;
        for (size_t i = 0; i < 8 * octets; i++) any |= distance(octet + CAIRN_CODE_WORD(i), queries + 4 * q) <= radius;
        near |= any << q;
    }
    return near;
}

const hamming_versions cairn_hamming_plain_versions = {near_queries, near_codes};
