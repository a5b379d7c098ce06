/// What a link says of two items, if it is right.
///
/// Evidence adds up only inside one of these.
public enum Hypothesis: String, CaseIterable, Sendable, Hashable {
    /// Both hold one capture, or part of it.
    case sameCapture = "same_capture"
    /// Both show one place or object.
    case sameThing = "same_place_or_object"
    /// One camera took both.
    case sameCamera = "same_camera"
    /// Both name one account, person or place on the net.
    case sameIdentifier = "same_identifier"

    /// The hypothesis in words.
    public var words: String { rawValue.replacing("_", with: " ") }
}

extension LinkKind {
    /// What a link of this kind says of its items.
    public var hypothesis: Hypothesis {
        switch self {
        case .exact, .nearDuplicate, .partialCopy, .videoSegment, .audioSegment, .knownFile: .sameCapture
        case .sameScene: .sameThing
        case .cameraSerial, .sensorNoise: .sameCamera
        case .identifier: .sameIdentifier
        }
    }
}
