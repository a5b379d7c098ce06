import CaseStore
import Linking

/// Serial numbers and identifiers with the contents in which they stand: of all contents, or those that a case shares.
struct SharedValues: Sendable {
    /// Cameras whose serial numbers are known, each with its contents.
    private(set) var cameras: [(group: CameraGroup, contents: [Int64])] = []
    /// Contents that share identifiers.
    private(set) var identifiers = IdentifierCollector()

    /// Reads what there is.
    ///
    /// - Parameters:
    ///   - reader: The store.
    ///   - scope: The number of the case that is asked about; nil for all.
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, ofCase scope: Int64?) throws(StoreError) {
        for group in CameraGroup.groups(of: try reader.cameras(ofCase: scope)) {
            var contents: [Int64] = []
            for name in group.names {
                try reader.contents(of: name) { media throws(StoreError) in contents.append(media) }
            }
            cameras.append((group, contents))
        }
        try reader.sharedIdentifiers(ofCase: scope) { records throws(StoreError) in
            identifiers.addEqual(records.map(Self.place))
        }
        try reader.nearIdentifiers(ofCase: scope) { records throws(StoreError) in
            identifiers.addNear(records.map(Self.place))
        }
    }

    private static func place(_ record: IdentifierRecord) -> IdentifierCollector.Place {
        IdentifierCollector.Place(record.identifier, media: record.media, line: record.line)
    }
}
