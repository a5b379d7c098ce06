#ifndef CAIRN_VERSIONS_H
#define CAIRN_VERSIONS_H

// Compiles a function for several processors; the loader picks one.
#if defined(__x86_64__)
#define CAIRN_VERSIONS __attribute__((target_clones("avx512vpopcntdq", "avx2", "popcnt", "default")))
#define CAIRN_FLOAT_VERSIONS __attribute__((target_clones("avx2", "default")))
#define CAIRN_WIDE_VERSIONS __attribute__((target_clones("avx512bw", "avx2", "default")))
#else
#define CAIRN_VERSIONS
#define CAIRN_FLOAT_VERSIONS
#define CAIRN_WIDE_VERSIONS
#endif

#endif
