import Accounts
import Testing

@Suite("Names, lockouts and sessions")
struct RuleTests {
    @Test(
        "Names are visible text without a colon",
        arguments: [
            ("hill", true), ("Margarethe Hill", true), ("أحمد", true), ("", false), (" hill", false), ("hill ", false),
            ("machine:root", false), ("a\nb", false), ("a\u{202e}b", false), ("a\u{200b}b", false),
            (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
        ]
    )
    func names(text: String, isTaken: Bool) {
        #expect((AccountName(text) != nil) == isTaken)
    }

    @Test("Names that differ in case or composition alone are the same name")
    func sameNames() {
        #expect(AccountName("REN\u{c9}E")?.key == AccountName("rene\u{301}e")?.key)
        #expect(AccountName("REN\u{c9}E")?.text == "REN\u{c9}E")
    }

    @Test("Ten attempts may fail in a quarter of an hour; the next is locked out")
    func locksAtTheEleventh() {
        var lockOut = LockOut()
        for number in 0..<10 { #expect(lockOut.attempt(at: 1000 + Int64(number)) == .mayTry) }
        #expect(lockOut.attempt(at: 1010) == .locked(seconds: 900, isNew: true))
        #expect(lockOut.attempt(at: 1011) == .locked(seconds: 899, isNew: false))
        #expect(lockOut.attempt(at: 1909) == .locked(seconds: 1, isNew: false))
        #expect(lockOut.attempt(at: 1910) == .mayTry)
    }

    @Test("Each lock is twice as long as the one before, up to a day")
    func locksGrow() {
        var lockOut = LockOut()
        var now: Int64 = 1000
        var lengths: [Int64] = []
        while lengths.count < 9 {
            switch lockOut.attempt(at: now) {
            case .mayTry: continue
            case .locked(let seconds, let isNew):
                #expect(isNew)
                lengths.append(seconds)
                now += seconds
            }
        }
        #expect(lengths == [900, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400])
    }

    @Test("Attempts that are a quarter of an hour old no longer count, and locks a day after their end")
    func forgets() {
        var lockOut = LockOut()
        for _ in 0..<10 { _ = lockOut.attempt(at: 1000) }
        #expect(lockOut.attempt(at: 1900) == .mayTry)
        var locked = LockOut()
        for _ in 0..<11 { _ = locked.attempt(at: 1000) }
        let end = 1000 + LockOut.firstLock
        #expect(locked.forgottenAt == end + 86_400)
        var kept = locked
        for _ in 0..<10 { _ = kept.attempt(at: end + 86_399) }
        #expect(kept.attempt(at: end + 86_399) == .locked(seconds: 1800, isNew: true))
        for _ in 0..<10 { _ = locked.attempt(at: end + 86_400) }
        #expect(locked.attempt(at: end + 86_400) == .locked(seconds: 900, isNew: true))
    }

    @Test("An attempt that is withdrawn does not count")
    func withdraws() {
        var lockOut = LockOut()
        for _ in 0..<30 {
            #expect(lockOut.attempt(at: 1000) == .mayTry)
            lockOut.withdraw()
        }
        for _ in 0..<10 { #expect(lockOut.attempt(at: 1000) == .mayTry) }
        #expect(lockOut.attempt(at: 1000) == .locked(seconds: 900, isNew: true))
    }

    @Test("A session ends after half an hour without use, and after twelve hours in any case")
    func sessions() {
        #expect(SessionRule.isAlive(startedAt: 0, usedAt: 0, now: 1799))
        #expect(!SessionRule.isAlive(startedAt: 0, usedAt: 0, now: 1800))
        #expect(SessionRule.isAlive(startedAt: 0, usedAt: 43_000, now: 43_199))
        #expect(!SessionRule.isAlive(startedAt: 0, usedAt: 43_199, now: 43_200))
        #expect(SessionRule.end(startedAt: 100, usedAt: 200) == 2000)
        #expect(SessionRule.end(startedAt: 100, usedAt: 43_000) == 43_300)
    }
}
