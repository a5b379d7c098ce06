#ifndef HAMMING_KERNELS_H
#define HAMMING_KERNELS_H

#include "CairnHamming.h"

// Codes are looked at in stretches of so many times eight, and queries in groups.
enum { stretch_octets = 16, group_queries = 8 };

typedef struct {
    // Which of the queries, one or a whole group, are near any of `octets` times eight codes by their first two words.
    uint32_t (*near_queries)(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t query_count,
                             uint32_t radius);
    // For each eight codes which of them are near a query by their first two words.
    void (*near_codes)(const uint64_t *octet, size_t octets, const uint64_t *query, uint32_t radius, uint8_t *masks);
} hamming_versions;

extern const hamming_versions cairn_hamming_plain_versions;
#if defined(__x86_64__)
extern const hamming_versions cairn_hamming_avx2_versions;
extern const hamming_versions cairn_hamming_avx512_versions;
#elif defined(__aarch64__)
extern const hamming_versions cairn_hamming_neon_versions;
#endif

#endif
