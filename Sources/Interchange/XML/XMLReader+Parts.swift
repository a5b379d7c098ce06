/// What a document consists of, and what bounds it.
extension XMLReader {
    /// What bounds the memory that a document can take.
    public struct Limits: Sendable {
        /// How deep elements may lie in each other.
        public var depth = 64
        /// How many bytes of UTF-8 one text or one attribute's value may have.
        public var text = 16 << 20
        /// How many bytes of the file one tree may cover.
        public var tree = 64 << 20
        /// How many attributes one element may have.
        public var attributes = 256
        /// How many bytes one name may have.
        public var name = 1024

        /// The usual limits.
        public init() {}
    }

    /// An element's start.
    public struct Element: Hashable, Sendable {
        /// An attribute.
        public struct Attribute: Hashable, Sendable {
            /// Its name as written.
            public let name: String
            /// Its value without references.
            public let value: String
        }

        /// The name as written, such as `dc:type`.
        public let name: String
        /// The attributes in the order written, none twice.
        public let attributes: [Attribute]
        /// The byte of the file at which the name begins.
        public let byte: Int64

        /// The name without prefix.
        public var localName: Substring {
            guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name[...] }
            return name[name.utf8.index(after: colon)...]
        }

        /// The value of an attribute by its name as written; nil if the element has none such.
        public subscript(name: String) -> String? {
            attributes.first { $0.name == name }?.value
        }
    }

    /// What a document consists of.
    public enum Event: Hashable, Sendable {
        /// An element begins; its `end` follows even if the element is empty.
        case start(Element)
        /// All text between two tags, with line ends as line feeds.
        case text(String)
        /// The element of this name ends.
        case end(String)
    }
}
