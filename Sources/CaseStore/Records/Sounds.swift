public import CaseModel

extension StoreReader {
    /// The sound of all recordings of media after one, by media.
    public func sounds(
        after media: Int64,
        _ body: (_ media: Int64, SoundFingerprint) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.soundsAfter, [.integer(media)]) { row throws(StoreError) in
            var sound = try row.soundWords()
            sound.peaks = try row.soundPeaks(4)
            try body(try row.id(0), sound)
        }
    }

    /// How many recordings of media up to one have sound.
    public func soundCount(upTo media: Int64) throws(StoreError) -> Int {
        try session.first(Statements.soundCount, [.integer(media)])?.number(0) ?? 0
    }

    /// The words of a recording, without its peaks; nil if it has no sound.
    public func soundWords(ofMedia media: Int64) throws(StoreError) -> SoundFingerprint? {
        try session.first(Statements.soundWordsOfMedia, [.integer(media)])?.soundWords()
    }

    /// The peaks of a recording; nil if it has no sound.
    public func soundPeaks(ofMedia media: Int64) throws(StoreError) -> SoundPeaks? {
        try session.first(Statements.soundPeaksOfMedia, [.integer(media)])?.soundPeaks(0)
    }
}

extension SQLRow {
    /// Reads a recording's words from the columns of their row.
    fileprivate func soundWords() throws(StoreError) -> SoundFingerprint {
        let bytes = try bytes(3)
        guard bytes.count.isMultiple(of: 4) else { throw .damaged("a recording's words are cut") }
        let words = bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 4).map { start in
                UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self))
            }
        }
        return SoundFingerprint(words: words, step: real(1) ?? 0, duration: real(2) ?? 0)
    }

    /// Reads a recording's peaks; it has none if they were not wanted.
    fileprivate func soundPeaks(_ column: Int) throws(StoreError) -> SoundPeaks {
        guard let peaks = SoundPeaks(bytes: blob(column) ?? []) else {
            throw .damaged("a recording's peaks are cut")
        }
        return peaks
    }
}
