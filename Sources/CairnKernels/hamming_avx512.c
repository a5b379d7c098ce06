#include "hamming_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define WITH_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vpopcntdq")))

typedef struct {
    __m512i first;
    __m512i second;
} pair;

WITH_AVX512
static inline pair spread(const uint64_t *query) {
    return (pair){_mm512_set1_epi64((long long)query[0]), _mm512_set1_epi64((long long)query[1])};
}

WITH_AVX512
static inline __m512i distances(pair codes, pair query) {
    return _mm512_add_epi64(_mm512_popcnt_epi64(_mm512_xor_si512(codes.first, query.first)),
                            _mm512_popcnt_epi64(_mm512_xor_si512(codes.second, query.second)));
}

WITH_AVX512
static inline pair load(const uint64_t *octet) {
    return (pair){_mm512_loadu_si512(octet), _mm512_loadu_si512(octet + CAIRN_NEXT_WORD)};
}

WITH_AVX512
static uint32_t near_one(const uint64_t *octet, size_t octets, const uint64_t *query, __m512i limit) {
    const pair asked = spread(query);
    __m512i least = _mm512_set1_epi64(256);
    for (size_t i = 0; i < octets; i++, octet += 16) least = _mm512_min_epu64(least, distances(load(octet), asked));
    return _mm512_cmple_epu64_mask(least, limit) != 0;
}

WITH_AVX512
static uint32_t near_queries(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t query_count,
                             uint32_t radius) {
    const __m512i limit = _mm512_set1_epi64(radius);
    if (query_count == 1) return near_one(octet, octets, queries, limit);
    pair asked[group_queries];
    __m512i least[group_queries];
#pragma clang loop unroll(full)
    for (size_t q = 0; q < group_queries; q++) {
        asked[q] = spread(queries + 4 * q);
        least[q] = _mm512_set1_epi64(256);
    }
    for (size_t i = 0; i < octets; i++, octet += 16) {
        const pair codes = load(octet);
#pragma clang loop unroll(full)
        for (size_t q = 0; q < group_queries; q++) least[q] = _mm512_min_epu64(least[q], distances(codes, asked[q]));
    }
    uint32_t near = 0;
#pragma clang loop unroll(full)
    for (size_t q = 0; q < group_queries; q++) {
        near |= (uint32_t)(_mm512_cmple_epu64_mask(least[q], limit) != 0) << q;
    }
    return near;
}

WITH_AVX512
static void near_codes(const uint64_t *octet, size_t octets, const uint64_t *query, uint32_t radius, uint8_t *masks) {
    const __m512i limit = _mm512_set1_epi64(radius);
    const pair asked = spread(query);
    for (size_t i = 0; i < octets; i++, octet += 16) {
        masks[i] = _mm512_cmple_epu64_mask(distances(load(octet), asked), limit);
    }
}

const hamming_versions cairn_hamming_avx512_versions = {near_queries, near_codes};
#endif
