import CaseModel

/// Reads the files that a DFXML document describes, one by one.
///
/// Files of volumes and partitions are read like others. Digests that Cairn compares must have their length, sizes must
/// be numbers and flags 0 or 1; times and byte runs are kept as they are written, elements that are not known are in
/// ``statement`` only.
public struct DFXMLReader {
    /// Elements that may hold files, or others that do.
    private static let containers: Set<String> = [
        "dfxml", "volume", "partitionobject", "partitionsystemobject", "diskimageobject",
    ]

    private var reader: XMLReader
    /// The program that wrote the document, as far as it was read; nil if it does not tell.
    public private(set) var program: String?
    /// What the files are from, as far as the document was read.
    public private(set) var sources: [String] = []
    /// The file read last as the document has it, with every element; nil before the first.
    public private(set) var statement: JSONValue?

    /// Opens a file.
    ///
    /// - Parameter path: Its path.
    /// - Throws: An error if it cannot be opened.
    public init(path: String) throws(InterchangeError) {
        reader = try XMLReader(path: path)
    }

    /// Reads bytes at hand.
    public init(bytes: [UInt8]) {
        reader = XMLReader(bytes: bytes)
    }

    /// Reads the next file.
    ///
    /// - Returns: The file, or nil after the last.
    /// - Throws: An error that names the place of the fault.
    public mutating func next() throws(InterchangeError) -> DFXMLFileObject? {
        while let event = try reader.next() {
            guard case .start(let element) = event else { continue }
            guard reader.depth > 1 || element.localName == "dfxml" else {
                throw reader.fault("the document is no DFXML", at: element.byte)
            }
            switch String(element.localName) {
            case "fileobject":
                let tree = try reader.tree(of: element)
                let object = try object(tree)
                statement = tree.statement
                return object
            case "creator":
                let creator = try reader.tree(of: element)
                program = program ?? creator.first("program")?.text
            case "source":
                sources += try reader.tree(of: element).children.filter { $0.localName == "image_filename" }.map(\.text)
            case let name where Self.containers.contains(name): break
            default: try reader.skip()
            }
        }
        return nil
    }

    private func object(_ tree: XMLTree) throws(InterchangeError) -> DFXMLFileObject {
        var object = DFXMLFileObject()
        for child in tree.children {
            let text = child.trimmedText
            switch child.localName {
            case "filename": object.fileNames.append(child.text)
            case "id": object.identifier = text
            case "filesize":
                guard let size = Int64(text), size >= 0 else { throw fault("no size in bytes", in: child) }
                object.size = size
            case "alloc": object.isAllocated = try flag(child)
            case "unalloc":
                let isUnallocated = try flag(child)
                object.isAllocated = object.isAllocated ?? !isUnallocated
            case "mtime": object.modified = time(child)
            case "ctime": object.changed = time(child)
            case "atime": object.accessed = time(child)
            case "crtime": object.created = time(child)
            case "libmagic": object.mediaType = text
            case "byte_runs": object.byteRuns.append(try runs(child))
            case "hashdigest": object.hashes.append(try hash(child))
            case let name where DFXMLFileObject.furtherNames.contains(name):
                object.further.append(TableCell.Pair(name: name, value: text))
            default: break
            }
        }
        let order = DFXMLFileObject.furtherNames
        object.further = order.flatMap { name in object.further.filter { $0.name == name } }
        return object
    }

    private func fault(_ text: String, in tree: XMLTree) -> InterchangeError {
        InterchangeError(.value(path: "dfxml/fileobject/\(tree.localName)", byte: tree.byte), text)
    }

    private func flag(_ tree: XMLTree) throws(InterchangeError) -> Bool {
        switch tree.trimmedText {
        case "1": true
        case "0": false
        default: throw fault("neither 0 nor 1", in: tree)
        }
    }

    private func time(_ tree: XMLTree) -> DFXMLFileObject.Time? {
        let text = tree.trimmedText
        return text.isEmpty ? nil : DFXMLFileObject.Time(text, precision: tree.element["prec"])
    }

    private func hash(_ tree: XMLTree) throws(InterchangeError) -> DFXMLFileObject.Hash {
        guard let type = tree.element["type"] else { throw fault("a digest without type", in: tree) }
        let value = tree.trimmedText
        if let length = DFXMLFileObject.length(ofHash: type), [UInt8](hexadecimal: value)?.count != length {
            throw fault("a digest that has not \(2 * length) hexadecimal digits", in: tree)
        }
        return DFXMLFileObject.Hash(type: type, value: value)
    }

    private func runs(_ tree: XMLTree) throws(InterchangeError) -> DFXMLFileObject.ByteRuns {
        var runs = DFXMLFileObject.ByteRuns(attributes: tree.pairs, runs: [])
        for child in tree.children where ["byte_run", "run"].contains(child.localName) {
            var run = DFXMLFileObject.ByteRuns.Run(attributes: child.pairs)
            for inner in child.children where inner.localName == "hashdigest" {
                run.hashes.append(try hash(inner))
            }
            runs.runs.append(run)
        }
        return runs
    }
}
