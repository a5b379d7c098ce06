/// What a database that is made for measuring holds.
///
/// Copies spread as a Yule–Simon process: a new one joins the group of a random earlier copy, so that group sizes fall off
/// as a power and a few things are everywhere, as stock pictures and icons are on real devices.
struct DatabasePlan {
    /// How many contents there are.
    let media: Int
    /// Share of items that hold a content which another item holds too.
    var repeatedItems = 0.25
    /// Share of repeated items that repeat one of their own case.
    var repeatedAtHome = 0.7
    /// Share of pictures that are near duplicates of others, or have such.
    var copies = 0.25
    /// Share of copies that begin a new group.
    var newGroups = 0.5
    /// Bits of a hash that an edit changes at most: two copies of one picture stay within 28.
    var changedBits = 14
    /// Shares of videos and of texts among the contents; the rest are pictures.
    var videos = 0.03
    var texts = 0.02
    /// Frames of a video, and of one shot.
    var frames = 20...60
    var framesOfShot = 8
    /// Share of videos that repeat a stretch of another.
    var copiedVideos = 0.05
    /// Share of pictures that carry a serial number, cameras of a case, and the share of cameras that two cases share.
    var withSerial = 0.3
    var camerasOfCase = 3
    var sharedCameras = 0.02
    /// Identifiers in a text, and the share of them that other cases may have too.
    var identifiersOfText = 10
    var sharedIdentifiers = 0.05
    /// Contents of a median case; sizes are spread log-normally, by a factor of e in one deviation.
    var medianCase = 1500.0
    /// The reference and the contents of the case whose overlaps are asked for.
    let askedCase = "ASKED-1"
    let askedMedia: Int

    /// Plans for a number of contents, of which a case of up to 20,000 is asked about.
    init(media: Int) {
        self.media = media
        askedMedia = min(20_000, max(1, media / 5))
    }

    /// How many contents each case holds; the one that is asked about comes in the middle.
    func caseSizes(_ random: inout Generator) -> [Int] {
        var sizes: [Int] = []
        var left = media - askedMedia
        while left > 0 {
            let size = min(left, max(1, Int(medianCase * random.logNormal())))
            sizes.append(size)
            left -= size
        }
        sizes.insert(askedMedia, at: sizes.count / 2)
        return sizes
    }
}
