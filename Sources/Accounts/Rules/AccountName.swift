import Foundation

/// A name that an account may have.
public struct AccountName: Hashable, Sendable {
    /// The longest name, in characters.
    public static let longest = 64

    /// The name as it is shown.
    public let text: String
    /// The name as it is compared: letters count the same in either case, so that no name looks like another.
    public let key: String

    /// Takes a name.
    ///
    /// - Returns: nil if it is empty or too long, begins or ends with white space, or holds a colon or a character
    ///   that cannot be seen; a colon marks what is no account, such as `machine:root`.
    public init?(_ text: String) {
        let text = text.precomposedStringWithCanonicalMapping
        guard (1...Self.longest).contains(text.count), text.first?.isWhitespace == false,
            text.last?.isWhitespace == false, !text.contains(":"), text.unicodeScalars.allSatisfy(Self.isVisible)
        else { return nil }
        self.text = text
        key = text.lowercased()
    }

    /// Names the owner of the machine, by the name that the operating system has for the user.
    public init(machineUser: String) {
        text = "machine:" + machineUser
        key = text.lowercased()
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }
}
