public import CaseModel

extension StoreReader {
    /// The local features of all pictures of media after one, by media and frame, with the case that each was first seen in.
    public func localFeatures(
        after media: Int64,
        _ body: (_ media: Int64, _ caseNumber: Int, LocalFeatures) throws(StoreError) -> Void
    ) throws(StoreError) {
        try session.each(Statements.localFeaturesAfter, [.integer(media)]) { row throws(StoreError) in
            try body(try row.id(0), try row.number(7), try row.localFeatures())
        }
    }

    /// The local features of one picture; nil if none are stored.
    public func localFeatures(ofMedia media: Int64, frame: Int) throws(StoreError) -> LocalFeatures? {
        guard
            let row = try session.first(
                Statements.localFeaturesOfPicture,
                [.integer(media), .integer(Int64(frame))]
            )
        else { return nil }
        return try row.localFeatures()
    }

    /// The number of the case in which a media was first seen; 0 if no item holds it.
    public func firstCase(ofMedia media: Int64) throws(StoreError) -> Int {
        try session.first(Statements.firstCaseOfMedia, [.integer(media)])?.number(0) ?? 0
    }

    /// How many pictures of media up to one have local features.
    public func featuredPictures(upTo media: Int64) throws(StoreError) -> Int {
        try session.first(Statements.featuredPictures, [.integer(media)])?.number(0) ?? 0
    }
}

extension SQLRow {
    /// Reads the columns of a row of local features.
    fileprivate func localFeatures() throws(StoreError) -> LocalFeatures {
        let features = LocalFeatures(
            frame: try number(1),
            at: real(2),
            width: try number(3),
            height: try number(4),
            stored: try bytes(5),
            descriptors: try bytes(6)
        )
        guard let features else { throw .damaged("the local features of a picture are cut") }
        return features
    }
}
