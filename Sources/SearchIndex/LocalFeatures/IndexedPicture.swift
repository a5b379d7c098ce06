/// A picture, or a frame of an animation or video, whose local features are in an index.
public struct IndexedPicture: Hashable, Sendable {
    /// The media that shows it.
    public let media: Int64
    /// Which frame of an animation or video, from 0.
    public let frame: Int
    /// Seconds into a video; nil for a picture.
    public let at: Double?
    /// Width of the upright picture in pixels.
    public let width: Int
    /// Height of the upright picture in pixels.
    public let height: Int

    /// The number of the case in which it was first seen.
    public let caseNumber: Int

    /// Names a picture.
    public init(media: Int64, frame: Int, at: Double?, width: Int, height: Int, caseNumber: Int) {
        self.caseNumber = caseNumber
        self.media = media
        self.frame = frame
        self.at = at
        self.width = width
        self.height = height
    }
}

/// Where a feature is.
struct Posting: BitwiseCopyable {
    /// The number of its picture within the source.
    let picture: UInt32
    /// Its place as ``PackedKeypoint`` has it.
    let keypoint: UInt32
}

/// The features of one word, in the order in which pictures were added.
struct PostingList {
    let signatures: UnsafeBufferPointer<UInt64>
    let postings: UnsafeBufferPointer<Posting>

    var count: Int { signatures.count }
}

extension IndexedPicture {
    /// How many cases are told apart when it is counted in how many of them a feature occurs.
    static let mostCases = 1 << 20

    /// The case, among those that are told apart.
    var countedCase: Int { caseNumber & (Self.mostCases - 1) }
}

/// Something that holds features by word.
protocol PostingSource: AnyObject {
    var pictureCount: Int { get }
    /// The highest number of a case, as far as cases are told apart.
    var highestCase: Int { get }
    func picture(_ number: Int) -> IndexedPicture
    func withList<Value>(ofWord word: Int, _ body: (PostingList) -> Value) -> Value
}
