import Foundation

/// Which passwords are taken: long ones that are not among the first to be guessed.
public enum PasswordRule {
    /// The fewest characters of a password.
    public static let shortest = 12
    /// The most characters of a password.
    public static let longest = 256

    /// What is wrong with a password.
    public enum Fault: String, Error, CaseIterable, Sendable {
        /// It has fewer than ``shortest`` characters.
        case tooShort = "too_short"
        /// It has more than ``longest`` characters.
        case tooLong = "too_long"
        /// Little is left of it without the account's name.
        case isName = "is_name"
        /// It is among the commonest, or made of few characters.
        case common

        /// One sentence for the user.
        public var message: String {
            switch self {
            case .tooShort: "a password needs at least \(PasswordRule.shortest) characters"
            case .tooLong: "a password may have at most \(PasswordRule.longest) characters"
            case .isName: "a password must not be made of the account's name"
            case .common: "this password is among the first that are guessed"
            }
        }
    }

    /// What is wrong with a password for an account; nil if it may be used.
    public static func fault(of password: String, name: String) -> Fault? {
        guard password.count >= shortest else { return .tooShort }
        guard password.count <= longest else { return .tooLong }
        let lowered = password.lowercased()
        let rest = lowered.replacing(name.lowercased(), with: "")
        guard rest.count >= 8 || rest.count == lowered.count else { return .isName }
        let letters = lowered.filter { !$0.isWhitespace && !$0.isPunctuation }
        guard Set(letters).count >= 5, !common.contains(letters) else { return .common }
        return nil
    }

    /// The commonest that are long enough, without white space and punctuation.
    private static let common: Set<String> = [
        "123456789012", "1234567890123", "12345678901234", "123456789123456789", "1234567890qwerty", "0123456789012",
        "123qweasdzxc", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "abcdefghijkl",
        "abcdefghijklm", "abcdefghijklmnop", "administrator", "administrator1", "changeme1234", "changemenow1",
        "correcthorsebatterystaple", "iloveyou1234", "iloveyouforever", "letmein12345", "letmeinplease",
        "masterpassword", "mypassword123", "mypassword1234", "p4ssw0rd1234", "passw0rd1234", "password1234",
        "password12345", "password123456", "passwordpassword", "policepolice", "q1w2e3r4t5y6", "qazwsxedcrfv",
        "qwerty123456", "qwertyqwerty", "qwertyuiop12", "qwertyuiop123", "qwertyuiopasdfghjkl", "supersecret1",
        "thisismypassword", "verysecret123", "welcome12345", "welcomewelcome", "zaq12wsxcde3",
    ]
}
