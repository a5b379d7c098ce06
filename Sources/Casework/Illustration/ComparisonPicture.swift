public import CaseModel

/// A picture that explains how two files relate.
///
/// Two pictures stand side by side, with what agrees between them joined by lines, and the first laid over the second
/// below; videos and recordings stand as time lines. The evidence is told in words beside it. The same input gives the
/// same drawing.
public struct ComparisonPicture: Sendable {
    /// The longer side of pictures to draw with, in pixels: what to wish for when the files are examined.
    public static let pixelsSide = 700

    static let margin = 28.0
    static let gap = 28.0
    /// The narrowest canvas.
    private static let narrowest = 1000.0
    /// Sentences of evidence beyond these are left out; two texts may share any number of identifiers.
    private static let mostSentences = 24

    /// The drawing.
    public let drawing: Drawing

    /// Composes a picture.
    ///
    /// - Parameters:
    ///   - first: The first file, A; pictures are drawn if it was examined with ``pixelsSide``.
    ///   - second: The second file, B.
    ///   - links: How they relate, A being the first side of each.
    ///   - correspondence: Which places of two pictures belong together; if nil, what the links say of that.
    public init(
        _ first: ExaminedFile,
        _ second: ExaminedFile,
        links: [Link],
        correspondence: CorrespondenceIllustration? = nil
    ) {
        var shapes: [Drawing.Shape] = []
        var width = Self.narrowest
        var words = TextColumn(left: Self.margin, top: Self.margin, width: Self.narrowest - 2 * Self.margin)
        var foot = words.top
        if let pixelsA = first.analysis.pixels, let pixelsB = second.analysis.pixels {
            let shown = correspondence ?? Self.correspondence(links, pixelsA, pixelsB)
            let panels = PicturePanels((first.path, pixelsA), (second.path, pixelsB), shown, narrowest: width)
            (shapes, width, words, foot) = (panels.shapes, panels.width, panels.words, panels.foot)
        } else {
            let lines = TimeLines(first, second, links: links, width: width)
            shapes = lines.shapes
            foot = lines.foot
            words = TextColumn(left: Self.margin, top: foot, width: words.width)
        }
        Self.write(links, correspondence?.remarks ?? [], to: &words)
        shapes += words.labels.map { .label($0) }
        let height = max(foot, words.top) + Self.margin
        var drawing = Drawing(width: Int(width), height: Int(height.rounded()), background: Palette.background)
        drawing.shapes = shapes
        self.drawing = drawing
    }

    private static func correspondence(
        _ links: [Link],
        _ first: PicturePixels,
        _ second: PicturePixels
    ) -> CorrespondenceIllustration? {
        if links.contains(where: { $0.kind == .exact }) {
            return CorrespondenceIllustration(transform: .original, first: first, second: second)
        }
        guard let transform = links.first(where: { $0.kind == .nearDuplicate })?.evidence.transform else { return nil }
        return CorrespondenceIllustration(transform: transform, first: first, second: second)
    }

    private static func write(_ links: [Link], _ remarks: [String], to words: inout TextColumn) {
        if links.isEmpty { words.add("nothing relates these files", .title) }
        var left = mostSentences
        for (number, link) in links.enumerated() {
            let said = LinkWords(link)
            if number > 0 { words.skip(6) }
            words.add(said.title, .title, colour: Palette.shared)
            for sentence in said.sentences.prefix(left) { words.add(sentence) }
            if said.sentences.count > left { words.add("... and \(said.sentences.count - left) more") }
            left = max(0, left - said.sentences.count)
        }
        for remark in remarks.prefix(left) { words.add(remark) }
    }
}
