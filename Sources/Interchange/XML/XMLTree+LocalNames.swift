/// What a tree holds, whatever prefixes its names have.
extension XMLTree {
    /// The name without prefix.
    var localName: String { String(element.localName) }

    /// The text without blanks around it.
    var trimmedText: String {
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]
        let scalars = text.unicodeScalars.drop(while: blanks.contains)
        return String(String.UnicodeScalarView(scalars.reversed().drop(while: blanks.contains).reversed()))
    }

    /// The first child of a name without prefix.
    func first(_ localName: String) -> XMLTree? { children.first { $0.localName == localName } }

    /// The attributes without namespace.
    var pairs: [TableCell.Pair] {
        element.attributes.filter { $0.name != "xmlns" && !$0.name.contains(":") }
            .map { TableCell.Pair(name: $0.name, value: $0.value) }
    }
}
