/// Takes the bytes of a document as they are written.
public typealias ByteSink = (_ bytes: [UInt8]) throws(InterchangeError) -> Void

/// Writes a case into a document, part by part, so that none of them needs to hold the whole case.
///
/// Call ``begin(_:)`` first, ``add(_:)-(ExchangedExhibit)`` for each exhibit before its items, an item before links and
/// messages that name it, and ``end()`` last. The same calls give the same bytes.
public protocol CaseDocumentWriter {
    /// Starts the document.
    ///
    /// - Parameter exchanged: The case.
    /// - Throws: What the sink throws.
    mutating func begin(_ exchanged: ExchangedCase) throws(InterchangeError)

    /// Adds an exhibit with its custody log.
    ///
    /// - Parameter exhibit: The exhibit.
    /// - Throws: What the sink throws, or an error if it was added before.
    mutating func add(_ exhibit: ExchangedExhibit) throws(InterchangeError)

    /// Adds an item.
    ///
    /// - Parameter item: The item.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    mutating func add(_ item: ExchangedItem) throws(InterchangeError)

    /// Adds a link.
    ///
    /// - Parameter link: The link.
    /// - Throws: What the sink throws, or an error if it is not of this case.
    mutating func add(_ link: ExchangedLink) throws(InterchangeError)

    /// Adds a message.
    ///
    /// - Parameter message: The message.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    mutating func add(_ message: ExchangedMessage) throws(InterchangeError)

    /// Ends the document.
    ///
    /// - Throws: What the sink throws.
    mutating func end() throws(InterchangeError)
}

/// The exhibits that a document has so far: guards the order in which its parts are added.
struct ExhibitRegister {
    private(set) var labels: [String] = []
    private var known: Set<String> = []

    mutating func add(_ label: String) throws(InterchangeError) {
        guard known.insert(label).inserted else {
            throw InterchangeError(.file, "exhibit \(label) is added twice")
        }
        labels.append(label)
    }

    func require(_ label: String, for path: String) throws(InterchangeError) {
        guard known.contains(label) else {
            throw InterchangeError(.file, "exhibit \(label) of \(path) is not added yet")
        }
    }
}
