import Foundation
import Testing

@testable import Audit

/// A log of a thousand entries, and all that somebody with the right to write might do to it.
///
/// Each change is tried in two ways: carelessly, with nothing else adapted, and carefully, with every hash and number
/// after it made anew, so that only the checkpoint that was kept elsewhere can tell.
@Suite("A thousand entries cannot be changed unnoticed")
struct LogVerificationTests {
    private static let count = 1000
    private static let key = AuditKey()
    private static let log = MemoryLog(count)
    private static let checkpoint = log.checkpoint(key)

    /// The check after each number of entries, to go on from.
    private static let prefixes: [LogVerification] = {
        var check = LogVerification(checkpoints: [checkpoint], keys: [key.verifier])
        var prefixes = [check]
        for entry in log.entries {
            check.add(entry)
            _ = check.takeCompleted()
            prefixes.append(check)
        }
        return prefixes
    }()

    /// The entries as a careful forger restates them for the place before theirs, and for the place after.
    private static let earlier = log.entries.enumerated().map { restated($0.element, at: $0.offset - 1) }
    private static let later = log.entries.enumerated().map { restated($0.element, at: $0.offset + 1) }

    /// Takes an entry to another place.
    private static func restated(_ stored: StoredAuditEntry, at place: Int) -> StoredAuditEntry {
        let entry = AuditEntry(canonicalText: stored.text)
        let act = NewAuditEntry(
            actor: stored.actor,
            act: stored.act,
            caseReference: stored.caseReference,
            subject: entry?.subject,
            details: entry?.details ?? [:]
        )
        return StoredAuditEntry(AuditEntry(act, sequence: Int64(place), at: entry?.at ?? ""))
    }

    /// Whether the checkpoint tells a log that goes on in another way after its first entries: the root over as many
    /// entries as it covers is another, or there are fewer.
    ///
    /// At every fiftieth place the whole check is asked, which must find the entries themselves well written and say
    /// the same.
    private static func isTold(after prefix: Int, _ rest: [StoredAuditEntry]) -> Bool {
        var root = roots[prefix]
        for entry in rest.prefix(count - prefix) { root.append(MerkleHash(leaf: entry.text)) }
        let isTold = root.size < count || root.root != checkpoint.root
        guard prefix.isMultiple(of: 50) else { return isTold }
        var check = prefixes[prefix]
        for entry in rest.dropLast() { check.add(entry) }
        guard check.faultCount == (check.size < count ? 0 : 1), let last = rest.last else { return false }
        check.add(last)
        return isTold && check.finish(storedNodes: check.size - Int64(check.size.nonzeroBitCount)).count == 1
    }

    /// The root over entries that are added one by one.
    private struct GrowingRoot {
        private var peaks: [(level: Int, hash: MerkleHash)] = []
        private(set) var size = 0

        mutating func append(_ leaf: MerkleHash) {
            var (level, hash) = (0, leaf)
            while let last = peaks.last, last.level == level {
                hash = MerkleHash(left: peaks.removeLast().hash, right: hash)
                level += 1
            }
            peaks.append((level, hash))
            size += 1
        }

        var root: MerkleHash? {
            peaks.last.map { last in
                peaks.dropLast().reversed().reduce(last.hash) { MerkleHash(left: $1.hash, right: $0) }
            }
        }
    }

    /// The root after each number of entries, to go on from.
    private static let roots: [GrowingRoot] = {
        var roots = [GrowingRoot()]
        for entry in log.entries {
            var next = roots[roots.count - 1]
            next.append(MerkleHash(leaf: entry.text))
            roots.append(next)
        }
        return roots
    }()

    private static func withTurnedBits(_ bytes: [UInt8], _ body: ([UInt8]) -> Void) {
        var bytes = bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                bytes[place] ^= 1 << bit
                body(bytes)
                bytes[place] ^= 1 << bit
            }
        }
    }

    @Test("Nothing is wrong with the log as it was written")
    func whole() {
        #expect(Self.log.faults(Self.checkpoint, Self.key) == [])
        #expect(Self.log.faults(nil, Self.key) == [])
        var longer = Self.log
        for number in 0..<77 { longer.append(MemoryLog.act(number)) }
        #expect(longer.faults(Self.checkpoint, Self.key) == [])
        #expect(MemoryLog().faults(nil, Self.key) == [])
    }

    @Test("Every bit of every entry, of its hash, and of what is searched of it")
    func bits() {
        let found = (0..<2).map { _ in Tally() }
        DispatchQueue.concurrentPerform(iterations: 2) { half in
            for place in stride(from: half, to: Self.count, by: 2) { Self.turnBits(of: place, found[half]) }
        }
        #expect(found.map(\.tried).reduce(0, +) > 1_000_000)
        #expect(found.flatMap(\.missed) == [])
    }

    /// What one thread found.
    private final class Tally: @unchecked Sendable {
        // Only the one thread that was given it writes, and it is read after that has ended.
        var tried = 0
        var missed: [String] = []
    }

    private static func turnBits(of place: Int, _ tally: Tally) {
        let entry = log.entries[place]
        let path = log.tree.inclusionProof(of: Int64(place))
        func isFound(_ changed: StoredAuditEntry) -> Bool {
            var check = prefixes[place]
            check.add(changed)
            return check.faultCount > (place == count - 1 && changed.text != entry.text ? 1 : 0)
        }
        func note(_ isFound: Bool, _ what: String) {
            tally.tried += 1
            if !isFound, tally.missed.count < 10 { tally.missed.append("\(what) of entry \(place)") }
        }
        var bit = 0
        withTurnedBits(Array(entry.text.utf8)) { bytes in
            var changed = entry
            changed.text = String(decoding: bytes, as: UTF8.self)
            note(isFound(changed), "the text")
            // The careful forger adapts every hash from here to the root: it is another, as its leaf is.
            let leaf = MerkleHash(leaf: changed.text)
            note(leaf.bytes != entry.leaf, "the text and its hash")
            bit += 1
            guard bit.isMultiple(of: 8) else { return }
            let forged = MerkleProof.root(from: leaf, at: Int64(place), size: Int64(count), proof: path)
            note(forged != nil && forged != checkpoint.root, "the text and all hashes")
        }
        withTurnedBits(entry.leaf) { bytes in
            var changed = entry
            changed.leaf = bytes
            note(isFound(changed), "the hash")
        }
        withTurnedBits(Array(entry.actor.utf8)) { bytes in
            var changed = entry
            changed.actor = String(decoding: bytes, as: UTF8.self)
            note(isFound(changed), "the actor")
        }
        withTurnedBits(Array(entry.act.utf8)) { bytes in
            var changed = entry
            changed.act = String(decoding: bytes, as: UTF8.self)
            note(isFound(changed), "the act")
        }
        withTurnedBits(Array((entry.caseReference ?? "").utf8)) { bytes in
            var changed = entry
            changed.caseReference = String(decoding: bytes, as: UTF8.self)
            note(isFound(changed), "the case")
        }
    }

    @Test("Every node of the tree")
    func nodes() {
        for level in 1..<Self.log.levels.count {
            for position in Self.log.levels[level].indices {
                let last = (position + 1) << level
                var log = Self.log
                log.setNode(level: level, position: position, to: .ofNothing)
                var check = Self.prefixes[last - 1]
                check.add(log.entries[last - 1])
                log.compare(&check)
                #expect(check.faultCount == 1, "level \(level), position \(position)")
            }
            var log = Self.log
            log.removeLastNode(level: level)
            #expect(!log.faults(Self.checkpoint, Self.key).isEmpty)
        }
    }

    @Test("Every entry dropped")
    func drops() {
        let entries = Self.log.entries
        for place in 0..<Self.count - 1 {
            var check = Self.prefixes[place]
            check.add(entries[place + 1])
            #expect(check.faultCount > 0, "entry \(place)")
        }
        for place in 0..<Self.count {
            let rest = Self.earlier[(place + 1)...]
            #expect(Self.isTold(after: place, Array(rest)), "entry \(place)")
            // One more at the end, so that the number is right again.
            let filler = Self.restated(entries[0], at: Self.count - 1)
            #expect(Self.isTold(after: place, rest + [filler]), "entry \(place)")
        }
    }

    @Test("Every entry swapped with the next")
    func swaps() {
        let entries = Self.log.entries
        for place in 0..<Self.count - 1 {
            var check = Self.prefixes[place]
            check.add(entries[place + 1])
            check.add(entries[place])
            #expect(check.faultCount > 0, "entry \(place)")
        }
        for place in 0..<Self.count - 1 {
            let swapped = [Self.earlier[place + 1], Self.later[place]] + entries[(place + 2)...]
            #expect(Self.isTold(after: place, swapped), "entry \(place)")
        }
    }

    @Test("An entry put in at every place")
    func inserts() {
        let added = NewAuditEntry(actor: "nobody", act: "nothing.done")
        for place in 0..<Self.count {
            var check = Self.prefixes[place]
            check.add(StoredAuditEntry(AuditEntry(added, sequence: Int64(place), at: "")))
            check.add(Self.log.entries[place])
            #expect(check.faultCount > 0, "entry \(place)")
        }
        for place in 0..<Self.count {
            let forged = StoredAuditEntry(AuditEntry(added, sequence: Int64(place), at: "2026-01-01T00:00:00.000Z"))
            // The last falls off, so that the number is right again.
            let rest = [forged] + Self.later[place...].dropLast()
            #expect(Self.isTold(after: place, rest), "entry \(place)")
        }
    }

    @Test("Every number of entries taken off the end, or an older copy put back")
    func truncation() {
        for place in 0..<Self.count {
            var check = Self.prefixes[place]
            let size = Int64(place)
            let faults = check.finish(storedNodes: size - Int64(size.nonzeroBitCount))
            #expect(faults.count == 1, "\(place) entries")
            #expect(faults.first?.contains("covers 1000 entries; there are \(place)") == true)
        }
    }

    @Test("An older copy that other entries were added to")
    func rollBack() {
        for place in [0, 1, 50, 511, 512, 950, 998, 999] {
            let others = (place..<Self.count).map { number in
                StoredAuditEntry(
                    AuditEntry(MemoryLog.act(number + 1), sequence: Int64(number), at: "2026-01-03T00:00:00.000Z")
                )
            }
            #expect(Self.isTold(after: place, others), "from entry \(place)")
        }
    }

    @Test("A checkpoint by a key that the log does not tell of is refused, and one that it tells of is not")
    func keys() {
        let stranger = AuditKey()
        #expect(Self.log.faults(Self.log.checkpoint(stranger), Self.key).count == 1)
        var log = MemoryLog(10)
        log.append(NewAuditEntry(actor: "machine:root", act: AuditKey.act, subject: stranger.verifier.text))
        #expect(log.faults(log.checkpoint(stranger), Self.key) == [])
    }

    @Test("Of many faults the first hundred are told, and the number of the others")
    func manyFaults() {
        var check = LogVerification(checkpoints: [])
        for entry in Self.log.entries.reversed() { check.add(entry) }
        let faults = check.finish(storedNodes: 0)
        #expect(faults.count == 101)
        #expect(faults.last?.hasPrefix("and ") == true)
    }
}
