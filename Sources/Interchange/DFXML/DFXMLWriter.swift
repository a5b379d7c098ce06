/// Writes files as Digital Forensics XML 1.2.0, each on one line, with its elements in the order of the schema.
public struct DFXMLWriter {
    private let sink: ByteSink
    private var count = 0

    /// Starts a document.
    ///
    /// - Parameter sink: Takes the bytes.
    public init(sink: @escaping ByteSink) {
        self.sink = sink
    }

    /// Writes what precedes the files.
    ///
    /// - Parameters:
    ///   - producer: The program that writes.
    ///   - sources: What the files are from, such as the labels of exhibits.
    /// - Throws: What the sink throws.
    public mutating func begin(
        _ producer: ExchangedCase.Producer,
        sources: [String]
    ) throws(InterchangeError) {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <dfxml xmlns="http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" version="1.2.0">
            <metadata><dc:type>Hash List</dc:type></metadata>
            <creator version="1.0">\(WrittenXML.element("program", producer.name))\
            \(WrittenXML.element("version", producer.version))</creator>
            <source>\(sources.map { WrittenXML.element("image_filename", $0) }.joined())</source>

            """
        try sink(Array(text.utf8))
    }

    /// Writes a file; one without identifier gets the number that it is in the document, from 1.
    ///
    /// - Parameter object: The file.
    /// - Throws: What the sink throws.
    public mutating func write(_ object: DFXMLFileObject) throws(InterchangeError) {
        count += 1
        var text = "<fileobject>"
        for name in DFXMLFileObject.elementOrder { text += elements(name, of: object) }
        text += "</fileobject>\n"
        try sink(Array(text.utf8))
    }

    /// Ends the document.
    ///
    /// - Throws: What the sink throws.
    public mutating func end() throws(InterchangeError) {
        try sink(Array("</dfxml>\n".utf8))
    }

    /// All elements of a name that a file has.
    private func elements(_ name: String, of object: DFXMLFileObject) -> String {
        switch name {
        case "filename": object.fileNames.map { WrittenXML.element(name, $0) }.joined()
        case "id": WrittenXML.element(name, object.identifier ?? String(count))
        case "filesize": object.size.map { WrittenXML.element(name, String($0)) } ?? ""
        case "alloc": object.isAllocated.map { WrittenXML.element(name, $0 ? "1" : "0") } ?? ""
        case "mtime": element(name, object.modified)
        case "ctime": element(name, object.changed)
        case "atime": element(name, object.accessed)
        case "crtime": element(name, object.created)
        case "libmagic": object.mediaType.map { WrittenXML.element(name, $0) } ?? ""
        case "byte_runs": object.byteRuns.map(element).joined()
        case "hashdigest": object.hashes.map(element).joined()
        default: object.further.filter { $0.name == name }.map { WrittenXML.element(name, $0.value) }.joined()
        }
    }

    private func element(_ name: String, _ time: DFXMLFileObject.Time?) -> String {
        guard let time else { return "" }
        return WrittenXML.element(name, time.text, attributes: time.precision.map { [("prec", $0)] } ?? [])
    }

    private func element(_ hash: DFXMLFileObject.Hash) -> String {
        WrittenXML.element("hashdigest", hash.value, attributes: [("type", hash.type)])
    }

    private func element(_ runs: DFXMLFileObject.ByteRuns) -> String {
        let inner = runs.runs.map { run in
            let start = WrittenXML.start("byte_run", run.attributes.map { ($0.name, $0.value) })
            let hashes = run.hashes.map(element).joined()
            return hashes.isEmpty ? "<\(start)/>" : "<\(start)>\(hashes)</byte_run>"
        }
        return "<\(WrittenXML.start("byte_runs", runs.attributes.map { ($0.name, $0.value) }))>"
            + inner.joined() + "</byte_runs>"
    }
}

/// Writes the items of a case as DFXML: of one exhibit with their paths there, or of all, each path after its label.
///
/// PDQ hashes, codes, links, messages and custody have no place in the format and are left out.
public struct DFXMLCaseWriter: CaseDocumentWriter {
    private let only: String?
    private var writer: DFXMLWriter
    private var producer = ExchangedCase.Producer(version: "")
    private var exhibits = ExhibitRegister()
    private var hasBegun = false

    /// Starts a document.
    ///
    /// - Parameters:
    ///   - exhibit: The label of the exhibit whose items are written; nil for all.
    ///   - sink: Takes the bytes.
    public init(exhibit: String? = nil, sink: @escaping ByteSink) {
        only = exhibit
        writer = DFXMLWriter(sink: sink)
    }

    /// Notes the program; the document begins with its first item, when the exhibits before it are known.
    ///
    /// - Parameter exchanged: The case.
    /// - Throws: Nothing yet.
    public mutating func begin(_ exchanged: ExchangedCase) throws(InterchangeError) {
        producer = exchanged.producer
    }

    /// Notes an exhibit; those added before the first item are named as the document's sources.
    ///
    /// - Parameter exhibit: The exhibit.
    /// - Throws: An error if it was added before.
    public mutating func add(_ exhibit: ExchangedExhibit) throws(InterchangeError) {
        try exhibits.add(exhibit.label)
    }

    /// Writes an item as a file, unless it is of another exhibit than the document's.
    ///
    /// - Parameter item: The item.
    /// - Throws: What the sink throws, or an error if its exhibit is not there.
    public mutating func add(_ item: ExchangedItem) throws(InterchangeError) {
        try exhibits.require(item.exhibit, for: item.path)
        guard only == nil || only == item.exhibit else { return }
        try beginOnce()
        let path = only == nil ? "\(item.exhibit)/\(item.path)" : item.path
        try writer.write(DFXMLFileObject(item, path: path))
    }

    /// Passes over a link.
    ///
    /// - Parameter link: The link.
    /// - Throws: Nothing.
    public mutating func add(_ link: ExchangedLink) throws(InterchangeError) {}

    /// Passes over a message.
    ///
    /// - Parameter message: The message.
    /// - Throws: Nothing.
    public mutating func add(_ message: ExchangedMessage) throws(InterchangeError) {}

    /// Ends the document.
    ///
    /// - Throws: What the sink throws.
    public mutating func end() throws(InterchangeError) {
        try beginOnce()
        try writer.end()
    }

    private mutating func beginOnce() throws(InterchangeError) {
        guard !hasBegun else { return }
        hasBegun = true
        try writer.begin(producer, sources: only.map { [$0] } ?? exhibits.labels)
    }
}
