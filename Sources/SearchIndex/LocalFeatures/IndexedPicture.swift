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

    /// Names a picture.
    public init(media: Int64, frame: Int, at: Double?, width: Int, height: Int) {
        self.media = media
        self.frame = frame
        self.at = at
        self.width = width
        self.height = height
    }
}

/// The features of one word: signatures, pictures and places, in the order in which pictures were added.
struct PostingList {
    let signatures: UnsafeBufferPointer<UInt64>
    /// Numbers of pictures within their source.
    let pictures: UnsafeBufferPointer<UInt32>
    /// Places as ``PackedKeypoint`` has them.
    let keypoints: UnsafeBufferPointer<UInt32>

    var count: Int { signatures.count }
}

/// Something that holds features by word.
protocol PostingSource: AnyObject {
    var pictureCount: Int { get }
    func picture(_ number: Int) -> IndexedPicture
    func withList<Value>(ofWord word: Int, _ body: (PostingList) -> Value) -> Value
}
