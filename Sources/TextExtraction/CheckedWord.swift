internal import CaseModel

/// Words that carry a checksum: wallets and onion services.
enum CheckedWord {
    /// Those in a stretch of text.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard Characters.isLetterOrDigit(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            while index < range.upperBound, Characters.isLetterOrDigit(bytes[index]) { index += 1 }
            guard WalletAddress.lengths.contains(index - start) else { continue }
            if let wallet = WalletAddress.normalForm(of: bytes[start..<index]) {
                hits.append(IdentifierHit(.wallet, wallet, start..<index))
            } else if Characters.match(bytes, at: index, before: range.upperBound, ".onion"),
                index + 6 == range.upperBound || !Characters.isLetterOrDigit(bytes[index + 6]),
                OnionAddress.isVersion3(bytes[start..<index])
            {
                let value = String(decoding: Characters.lowercased(bytes[start..<index + 6]), as: UTF8.self)
                hits.append(IdentifierHit(.onion, value, start..<index + 6))
            }
        }
        return hits
    }
}
