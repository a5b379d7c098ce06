/// Reads a VICS document of any version from 1.1 on, a medium at a time: a hash set or cases.
public struct VICSReader {
    /// What a document consists of.
    public enum Event: Hashable, Sendable {
        /// A case begins; all that is told of it before its media.
        case caseBegins(VICSCase)
        /// A medium: of the case that began last, or of the hash set.
        case media(VICSMedia)
        /// The case ends; all that is told of it.
        case caseEnds(VICSCase)
    }

    private enum State {
        case start, envelope, values, media, afterMedia, ending, done
    }

    /// What the document states of itself; nil until it was read, which may be as late as the end.
    public private(set) var envelope: VICSEnvelope?
    /// Where the value read last is.
    public var place: InterchangeError.Place { reader.place }

    private var reader: JSONReader
    private var state = State.start
    private var hasValues = false
    private var current = VICSCase()

    /// Opens a file.
    public init(path: String) throws(InterchangeError) {
        reader = try JSONReader(path: path)
    }

    /// Reads JSON.
    public init(_ reader: JSONReader) {
        self.reader = reader
    }

    /// The next event; nil at the end.
    public mutating func next() throws(InterchangeError) -> Event? {
        while true {
            switch state {
            case .start:
                try reader.beginObject()
                state = .envelope
            case .envelope: try readEnvelope()
            case .values:
                guard try reader.nextElement() else {
                    state = .envelope
                    continue
                }
                try reader.beginObject()
                return try readValue()
            case .media:
                if try reader.nextElement() { return .media(try VICSMedia(from: &reader)) }
                state = .afterMedia
            case .afterMedia:
                while let key = try reader.nextKey() {
                    if try !current.read(key, from: &reader) { try current.remainder.take(key, from: &reader) }
                }
                state = .ending
            case .ending:
                state = .values
                return .caseEnds(current)
            case .done: return nil
            }
        }
    }

    /// Reads members of the document itself up to `value` or the end.
    private mutating func readEnvelope() throws(InterchangeError) {
        while let key = try reader.nextKey() {
            switch key {
            case "value":
                try reader.beginArray()
                hasValues = true
                state = .values
                return
            case "@odata.context", "odata.context", "@odata.metadata", "odata.metadata":
                guard let context = try reader.text(), let stated = VICSEnvelope(context: context) else {
                    throw reader.fault("no address of a data model")
                }
                envelope = stated
            default: _ = try reader.value()
            }
        }
        guard hasValues else { throw reader.fault("no value, which holds a VICS document's cases or media") }
        try reader.finish()
        state = .done
    }

    /// Reads a case up to its media, or a medium; which of them it is shows if the envelope has not told.
    private mutating func readValue() throws(InterchangeError) -> Event {
        var media = VICSMedia()
        var isCase = envelope?.content == .cases
        let start = reader.valueByte
        current = VICSCase()
        while let key = try reader.nextKey() {
            if key == "Media" {
                try reader.beginArray()
                current.remainder += media.remainder
                state = .media
                return .caseBegins(current)
            }
            if envelope?.content != .media, try current.read(key, from: &reader) {
                isCase = true
            } else if isCase {
                try current.remainder.take(key, from: &reader)
            } else {
                try media.read(key, from: &reader)
            }
            try reader.checkLength(since: start)
        }
        reader.conclude(valueAt: start)
        guard isCase else { return .media(media) }
        state = .ending
        return .caseBegins(current)
    }
}
