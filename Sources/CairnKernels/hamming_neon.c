#include "hamming_kernels.h"

#if defined(__aarch64__)
#include <arm_neon.h>

// Bits of two codes that differ.
static inline uint64x2_t distances(const uint64_t *codes, uint64x2_t first, uint64x2_t second) {
    const uint8x16_t one = vcntq_u8(vreinterpretq_u8_u64(veorq_u64(vld1q_u64(codes), first)));
    const uint8x16_t two = vcntq_u8(vreinterpretq_u8_u64(veorq_u64(vld1q_u64(codes + CAIRN_NEXT_WORD), second)));
    return vpaddlq_u32(vpaddlq_u16(vpaddlq_u8(vaddq_u8(one, two))));
}

static uint32_t near_one(const uint64_t *octet, size_t octets, const uint64_t *query, uint64x2_t limit) {
    const uint64x2_t first = vdupq_n_u64(query[0]);
    const uint64x2_t second = vdupq_n_u64(query[1]);
    uint64x2_t near = vdupq_n_u64(0);
    for (size_t i = 0; i < octets; i++, octet += 16) {
        for (size_t code = 0; code < 8; code += 2) {
            near = vorrq_u64(near, vcleq_u64(distances(octet + code, first, second), limit));
        }
    }
    return (vgetq_lane_u64(near, 0) | vgetq_lane_u64(near, 1)) != 0;
}

static uint32_t near_queries(const uint64_t *octet, size_t octets, const uint64_t *queries, size_t query_count,
                             uint32_t radius) {
    const uint64x2_t limit = vdupq_n_u64(radius);
    const size_t count = query_count == 1 ? 1 : group_queries;
    uint32_t near = 0;
    for (size_t q = 0; q < count; q++) near |= near_one(octet, octets, queries + 4 * q, limit) << q;
    return near;
}

static void near_codes(const uint64_t *octet, size_t octets, const uint64_t *query, uint32_t radius, uint8_t *masks) {
    const uint64x2_t limit = vdupq_n_u64(radius);
    const uint64x2_t first = vdupq_n_u64(query[0]);
    const uint64x2_t second = vdupq_n_u64(query[1]);
    for (size_t i = 0; i < octets; i++, octet += 16) {
        uint32_t mask = 0;
        for (uint32_t code = 0; code < 8; code += 2) {
            const uint64x2_t near = vcleq_u64(distances(octet + code, first, second), limit);
            mask |= (uint32_t)(vgetq_lane_u64(near, 0) & 1) << code | (uint32_t)(vgetq_lane_u64(near, 1) & 1) << (code + 1);
        }
        masks[i] = (uint8_t)mask;
    }
}

const hamming_versions cairn_hamming_neon_versions = {near_queries, near_codes};
#endif
