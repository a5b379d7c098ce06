#include "hamming_kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2")))

// How many queries are compared with codes while these are in registers.
enum { together = 2 };

typedef struct {
    __m256i first;
    __m256i second;
} pair;

WITH_AVX2
static inline pair spread(const uint64_t *query) {
    return (pair){_mm256_set1_epi64x((long long)query[0]), _mm256_set1_epi64x((long long)query[1])};
}

WITH_AVX2
static inline pair load(const uint64_t *codes) {
    return (pair){_mm256_loadu_si256((const __m256i *)codes),
                  _mm256_loadu_si256((const __m256i *)(codes + CAIRN_NEXT_WORD))};
}

// Bits of four codes that differ, counted by tables of half bytes (Mula, Kurz, Lemire 2018).
WITH_AVX2
static inline __m256i distances(pair codes, pair query) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,  //
                                           0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(15);
    const __m256i first = _mm256_xor_si256(codes.first, query.first);
    const __m256i second = _mm256_xor_si256(codes.second, query.second);
    const __m256i one = _mm256_shuffle_epi8(table, _mm256_and_si256(first, low));
    const __m256i two = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi32(first, 4), low));
    const __m256i three = _mm256_shuffle_epi8(table, _mm256_and_si256(second, low));
    const __m256i four = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi32(second, 4), low));
    const __m256i bytes = _mm256_add_epi8(_mm256_add_epi8(one, two), _mm256_add_epi8(three, four));
    return _mm256_sad_epu8(bytes, _mm256_setzero_si256());
}

WITH_AVX2
static uint32_t near_some(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t count, __m256i above) {
    pair asked[together];
    __m256i near[together];
    for (size_t q = 0; q < together; q++) {
        asked[q] = spread(queries + 4 * (q < count ? q : 0));
        near[q] = _mm256_setzero_si256();
    }
    for (size_t half = 0; half < 2 * octets; half++) {
        const pair codes = load(octet + 16 * (half / 2) + 4 * (half % 2));
#pragma clang loop unroll(full)
        for (size_t q = 0; q < together; q++) {
            near[q] = _mm256_or_si256(near[q], _mm256_cmpgt_epi64(above, distances(codes, asked[q])));
        }
    }
    uint32_t found = 0;
    for (size_t q = 0; q < count; q++) found |= (uint32_t)(_mm256_movemask_epi8(near[q]) != 0) << q;
    return found;
}

WITH_AVX2
static uint32_t near_one(const uint64_t *octet, size_t octets, const uint64_t *query, __m256i above) {
    const pair asked = spread(query);
    __m256i near = _mm256_setzero_si256();
    for (size_t i = 0; i < octets; i++, octet += 16) {
        const __m256i one = _mm256_cmpgt_epi64(above, distances(load(octet), asked));
        const __m256i two = _mm256_cmpgt_epi64(above, distances(load(octet + 4), asked));
        near = _mm256_or_si256(near, _mm256_or_si256(one, two));
    }
    return _mm256_movemask_epi8(near) != 0;
}

WITH_AVX2
static uint32_t near_queries(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t query_count,
                             uint32_t radius) {
    const __m256i above = _mm256_set1_epi64x((long long)radius + 1);
    if (query_count == 1) return near_one(octet, octets, queries, above);
    uint32_t near = 0;
    for (size_t q = 0; q < group_queries; q += together) {
        near |= near_some(octet, octets, queries + 4 * q, together, above) << q;
    }
    return near;
}

WITH_AVX2
static void near_codes(const uint64_t *octet, size_t octets, const uint64_t *query, uint32_t radius, uint8_t *masks) {
    const __m256i above = _mm256_set1_epi64x((long long)radius + 1);
    const pair asked = spread(query);
    for (size_t i = 0; i < octets; i++, octet += 16) {
        const __m256i one = _mm256_cmpgt_epi64(above, distances(load(octet), asked));
        const __m256i two = _mm256_cmpgt_epi64(above, distances(load(octet + 4), asked));
        masks[i] = (uint8_t)(_mm256_movemask_pd((__m256d)one) | _mm256_movemask_pd((__m256d)two) << 4);
    }
}

const hamming_versions cairn_hamming_avx2_versions = {near_queries, near_codes};
#endif
