import Foundation

/// The fields of a form as a browser sends them.
struct Form: Sendable {
    private var fields: [(name: String, value: String)]

    /// A form without fields.
    init() { fields = [] }

    /// Takes fields as they came.
    init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// Reads `name=value&…` (application/x-www-form-urlencoded, WHATWG URL §5).
    init(urlEncoded text: some StringProtocol) {
        fields = text.split(separator: "&").map { field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// The first value of a field; nil if the form has none.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The first value of a field without blanks around it; nil if nothing is left.
    func text(_ name: String) -> String? {
        let value = self[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return value.isEmpty ? nil : value
    }

    /// All values of a field.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func decoded(_ text: some StringProtocol) -> String {
        let spaced = String(text).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

/// Spells a part of an address.
enum Address {
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    /// A text as one segment of a path or one value of a query.
    static func part(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// A path with a query; fields without a value are left out.
    static func of(_ path: String, _ query: [(String, String?)]) -> String {
        let fields = query.compactMap { name, value in value.map { "\(name)=\(part($0))" } }
        return fields.isEmpty ? path : path + "?" + fields.joined(separator: "&")
    }

    /// The path of a case's page.
    static func ofCase(_ reference: String, _ rest: String = "") -> String {
        "/cases/\(part(reference))\(rest.isEmpty ? "" : "/" + rest)"
    }

    /// A path on this server that a form names to return to; the desk for anything else.
    static func local(_ path: String?) -> String {
        guard let path, path.hasPrefix("/"), !path.hasPrefix("//"), !path.contains("\\"),
            !path.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return "/" }
        return path
    }
}
