/// One of the eight ways to turn and mirror a picture by right angles.
///
/// The order is that in which PDQ's eight hashes are stored. As an EXIF orientation says how a stored picture
/// becomes upright, `init(exif:)` gives the transform to apply to the stored picture.
public enum PictureOrientation: Int, CaseIterable, Sendable, Hashable {
    /// As it is.
    case original = 0
    /// Turned by 90° (the reference's `rotate90`: counter-clockwise).
    case rotated90
    /// Turned by 180°.
    case rotated180
    /// Turned by 270° (the reference's `rotate270`: clockwise by 90°).
    case rotated270
    /// Top and bottom exchanged (the reference's `flipX`).
    case flipped
    /// Left and right exchanged (the reference's `flipY`).
    case mirrored
    /// Rows and columns exchanged.
    case transposed
    /// Rows and columns exchanged along the other diagonal.
    case antitransposed

    /// The name that evidence gives to this transform.
    public var name: String {
        switch self {
        case .original: "none"
        case .rotated90: "rotate_90"
        case .rotated180: "rotate_180"
        case .rotated270: "rotate_270"
        case .flipped: "flip"
        case .mirrored: "mirror"
        case .transposed: "transpose"
        case .antitransposed: "antitranspose"
        }
    }

    /// Reads a name that ``name`` gives; nil for another text.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
