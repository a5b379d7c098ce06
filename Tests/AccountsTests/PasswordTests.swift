import Accounts
import Foundation
import Synchronization
import Testing

@Suite("Passwords")
struct PasswordTests {
    @Test("A hash matches its password alone, is salted, and asks for 64 MiB and three passes of Argon2id")
    func hash() throws {
        let password = "four trees by a lake"
        let (first, second) = (try PasswordHash(of: password), try PasswordHash(of: password))
        #expect(first != second)
        #expect(first.text.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
        #expect(PasswordHash(text: first.text).matches(password))
        #expect(!first.matches("four trees by a lakE"))
        #expect(!first.matches(""))
    }

    @Test("A hash made by another implementation is understood")
    func otherImplementation() {
        let hash = PasswordHash(
            text: "$argon2id$v=19$m=65536,t=3,p=1$Z0HVxPtP5ieE9Z9KgXgVEw$32L67eZINUptmEpia5jCWzLlnS2k2g+fxzqz3bqEIxw"
        )
        #expect(hash.matches("five stones in a row"))
        #expect(!hash.matches("five stones in a roW"))
    }

    @Test("A letter counts the same however the keyboard composed it")
    func composition() throws {
        let hash = try PasswordHash(of: "caf\u{e9} at the corner")
        #expect(hash.matches("cafe\u{301} at the corner"))
    }

    @Test("Nobody's hash matches nothing, and neither does a text that is no hash", arguments: ["", "password", "A"])
    func nobody(password: String) {
        #expect(!PasswordHash.ofNobody.matches(password))
        #expect(!PasswordHash(text: "$argon2id$nonsense").matches(password))
    }

    @Test("More hashes than are computed at once all end")
    func manyAtOnce() throws {
        let hash = try PasswordHash(of: "four trees by a lake")
        let answers = Mutex<[Bool]>([])
        let group = DispatchGroup()
        for number in 0..<9 {
            group.enter()
            Thread {
                let isRight = hash.matches(number == 4 ? "four trees by a lake" : "guess no. \(number)")
                answers.withLock { $0.append(isRight) }
                group.leave()
            }.start()
        }
        group.wait()
        #expect(answers.withLock { $0.count } == 9)
        #expect(answers.withLock { $0.filter(\.self).count } == 1)
    }

    @Test(
        "Passwords that are short, made of the name, or common are refused",
        arguments: [
            ("eleven char", .tooShort), ("twelve chars", nil), ("margarethe.hill", .isName),
            ("Margarethe.Hill7", .isName), ("margarethe.hill likes old maps", nil), ("aaaaaaaaaaaaaaaa", .common),
            ("abababababababab", .common), ("Password 1234", .common), ("correct-horse-battery-staple", .common),
            ("1234567890123", .common), ("four trees by a lake", nil), ("дом у тихого озера", nil),
            (String(repeating: "quite long ", count: 24), .tooLong),
        ] as [(String, PasswordRule.Fault?)]
    )
    func rule(password: String, fault: PasswordRule.Fault?) {
        #expect(PasswordRule.fault(of: password, name: "margarethe.hill") == fault)
    }
}
