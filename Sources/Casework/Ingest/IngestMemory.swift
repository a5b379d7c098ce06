import SearchIndex

/// How much memory an ingest gives to what is not on disk yet.
///
/// A quarter each goes to findings that wait to be written, to those of the file whose turn it is, and to the latest parts of
/// the indexes of local features and of sound. What does not depend on it comes on top: the hashes of all pictures and
/// frames, the database's pages and the workers.
public struct IngestMemory: Hashable, Sendable {
    /// What may be asked for, in MiB.
    public static let range = 32...65_536
    /// What an ingest takes if nothing is asked for, in MiB.
    public static let usual = 256

    private let mebibytes: Int

    /// Takes a number of MiB, or the nearest that may be asked for.
    public init(mebibytes: Int = Self.usual) {
        self.mebibytes = min(max(mebibytes, Self.range.lowerBound), Self.range.upperBound)
    }

    /// What may wait to be written, in bytes.
    var waitingBytes: Int { (mebibytes << 20) / 4 }

    /// How many local features make a segment of their index.
    var featuresOfSegment: Int { share(of: FeatureIndexFolder.sealAt) }

    /// How many positions of sound make a segment of their index.
    var positionsOfSegment: Int { share(of: SoundIndexFolder.sealAt) }

    private func share(of usual: Int) -> Int { usual * mebibytes / Self.usual }
}
