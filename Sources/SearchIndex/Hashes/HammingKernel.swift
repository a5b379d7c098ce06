internal import CairnKernels

/// A way of comparing hashes; all give the same answers, and which can be used depends on the processor.
public enum HammingKernel: String, CaseIterable, Sendable {
    /// C without anything of one processor's but its count of bits.
    case plain
    /// x86-64 with AVX2: bits are counted by tables of half bytes.
    case avx2
    /// x86-64 with AVX-512 and its count of bits.
    case avx512
    /// 64-bit Arm.
    case neon

    /// Those that this processor has, the slowest first.
    public static let available = allCases.filter { cairn_hamming_runs($0.number) != 0 }

    /// The fastest that this processor has.
    public static let best = available.last ?? .plain

    var number: cairn_hamming_kernel {
        switch self {
        case .plain: cairn_hamming_plain
        case .avx2: cairn_hamming_avx2
        case .avx512: cairn_hamming_avx512
        case .neon: cairn_hamming_neon
        }
    }

    /// How many hashes are compared in a microsecond when several queries are asked together, rounded from measurements;
    /// that of NEON is a guess.
    var hashesPerMicrosecond: Int {
        switch self {
        case .plain: 900
        case .avx2: 2_700
        case .avx512: 8_000
        case .neon: 2_500
        }
    }
}
