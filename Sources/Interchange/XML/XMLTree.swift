/// An element with all that lies in it.
public struct XMLTree: Hashable, Sendable {
    /// Its start.
    public let element: XMLReader.Element
    /// The elements directly in it.
    public fileprivate(set) var children: [XMLTree] = []
    /// The text directly in it, without what lies in its children.
    public fileprivate(set) var text = ""

    /// Its name as written.
    public var name: String { element.name }

    /// The byte of the file at which its name begins.
    public var byte: Int64 { element.byte }

    /// The first child of a name, as written; nil if there is none.
    public func child(_ name: String) -> XMLTree? {
        children.first { $0.name == name }
    }

    /// The first child of a name without prefix; nil if there is none.
    public func child(local name: String) -> XMLTree? {
        children.first { $0.element.localName == name }
    }

    /// All children of a name, as written.
    public func children(_ name: String) -> [XMLTree] {
        children.filter { $0.name == name }
    }
}

extension XMLReader {
    /// Reads the rest of the element that was opened last, its end too.
    ///
    /// - Parameter element: That element.
    /// - Returns: The element with all that lies in it.
    /// - Throws: An error if the document is damaged, or the element larger than the limit of one tree.
    public mutating func tree(of element: Element) throws(InterchangeError) -> XMLTree {
        var line = [XMLTree(element: element)]
        while let event = try next() {
            guard offset() - element.byte <= Int64(treeLimit) else {
                throw fault("an element of more than \(treeLimit) bytes", at: element.byte)
            }
            switch event {
            case .start(let inner): line.append(XMLTree(element: inner))
            case .text(let text): line[line.count - 1].text += text
            case .end:
                let done = line.removeLast()
                guard !line.isEmpty else { return done }
                line[line.count - 1].children.append(done)
            }
        }
        throw fault("the element is not the one that was opened last", at: element.byte)
    }
}
