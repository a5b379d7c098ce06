public import CaseModel

/// What the sender holds: for each content, in an order that tells nothing, what its rules let out of it.
///
/// There is no picture, path, case or exhibit in it, nor how many cases or items hold a content. Of equal bytes the
/// SHA-256 alone is told: MD5 and SHA-1 would find nothing more between two databases that know all three, and would also
/// fit lists of others.
public struct Offer: Hashable, Sendable {
    /// How many contents one offer may hold.
    public static let mostContents = 50_000
    /// How many pictures of one content (frames of an animation) may be told.
    public static let mostPictures = 8

    /// One content.
    public struct Content: Hashable, Sendable {
        /// Its digest, if exact digests are let out.
        public let digest: ContentDigest?
        /// Of each picture the PDQ in all eight orientations, in the order of ``PictureOrientation``, if fingerprints of
        /// pictures are let out.
        public let pictures: [[PerceptualHash]]

        /// Tells of one content.
        public init(digest: ContentDigest?, pictures: [[PerceptualHash]]) {
            self.digest = digest
            self.pictures = pictures
        }
    }

    /// The contents; a pointer names one by its place, from 0.
    public let contents: [Content]

    /// Offers contents.
    public init(_ contents: [Content]) {
        self.contents = contents
    }

    var json: CanonicalJSON {
        let contents = contents.map { content in
            var members: [(key: String, value: CanonicalJSON)] = []
            if let digest = content.digest { members.append(("sha256", .text(digest.hex))) }
            if !content.pictures.isEmpty {
                let pictures = content.pictures.map { PerceptualHash.bigEndianBytes(of: $0).hexadecimal }
                members.append(("pictures", .list(pictures.map(CanonicalJSON.text))))
            }
            return CanonicalJSON.object(members)
        }
        return .object([("contents", .list(contents))])
    }

    init(_ members: inout Members) throws(ExchangeError) {
        var found: [Content] = []
        for var content in try members.objects("contents", most: Self.mostContents) {
            var digest: ContentDigest?
            if content.has("sha256") { digest = ContentDigest(bytes: try content.bytes("sha256", count: 32)) }
            var pictures: [[PerceptualHash]] = []
            if content.has("pictures") {
                for text in try content.texts("pictures", most: Self.mostPictures) {
                    let size = 32 * PictureOrientation.allCases.count
                    let bytes = try Members.bytes(text, "pictures", counts: size...size)
                    pictures.append(PerceptualHash.list(bigEndianBytes: bytes) ?? [])
                }
                guard !pictures.isEmpty else { throw .malformed("pictures is empty") }
            }
            guard digest != nil || !pictures.isEmpty else { throw .malformed("a content tells nothing") }
            try content.finish()
            found.append(Content(digest: digest, pictures: pictures))
        }
        guard !found.isEmpty else { throw .malformed("it offers nothing") }
        contents = found
    }
}
