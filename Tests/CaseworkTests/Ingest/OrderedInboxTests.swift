import CaseModel
import CaseStore
import Foundation
import Synchronization
import Testing

@testable import Casework

@Suite("Steps that wait to be written")
struct OrderedInboxTests {
    /// What several threads note.
    private final class Noted: Sendable {
        private let value = Atomic(0)

        var count: Int { value.load(ordering: .relaxed) }

        func add() { value.add(1, ordering: .relaxed) }
    }

    /// A step that takes some bytes.
    private static func step(_ name: String, bytes: Int = 0) -> IngestStep {
        var analysis = Analysis(type: "image/jpeg", kind: .image)
        analysis.renditions = [
            Rendition(at: 0, type: "image/jpeg", width: 1, height: 1, bytes: [UInt8](repeating: 0, count: bytes))
        ]
        return .found(FoundFile(item: NewItem(path: Array(name.utf8), source: []), analysis: analysis))
    }

    /// All steps that are left, as the number of the file and the name.
    private static func rest(of inbox: OrderedInbox, taken: () -> Void = {}) -> [String] {
        var names: [String] = []
        while true {
            switch inbox.next(until: Date().addingTimeInterval(10)) {
            case .step((let sequence, .found(let file))):
                names.append("\(sequence) \(String(decoding: file.item.path, as: UTF8.self))")
                taken()
            case .step, .nothingYet:
                Issue.record("nothing came")
                return names
            case .end: return names
            }
        }
    }

    @Test("Steps are taken in the order of their files, whichever was done first")
    func order() {
        let inbox = OrderedInbox(bound: OrderedInbox.Bound(bytes: 1 << 20))
        for (sequence, name) in [(2, "c"), (0, "a"), (1, "b"), (0, "a'")] {
            #expect(inbox.deliver(Self.step(name), of: sequence))
        }
        for sequence in [1, 2, 0] { inbox.finish(sequence) }
        inbox.setEnd(3)
        #expect(Self.rest(of: inbox) == ["0 a", "0 a'", "1 b", "2 c"])
    }

    @Test("Large steps wait with their threads, and the file whose turn it is gets through", arguments: [1, 0])
    func bytesAreBounded(eager: Int) {
        let inbox = OrderedInbox(bound: OrderedInbox.Bound(bytes: 1 << 20))
        let delivered = Noted()
        let steps = 64
        let isDone = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            for number in 0..<steps {
                guard inbox.deliver(Self.step("\(number)", bytes: 1 << 18), of: eager) else { break }
                delivered.add()
            }
            inbox.finish(eager)
            isDone.signal()
        }
        while delivered.count < 4 { usleep(1_000) }
        // Time in which a thread that did not wait would deliver more.
        usleep(50_000)
        #expect(delivered.count == 4)
        let other = 1 - eager
        // Only the first file gets through while the other's steps fill the inbox.
        if other == 0 { #expect(inbox.deliver(Self.step("first"), of: other)) }
        inbox.finish(other)
        inbox.setEnd(2)
        var taken = 0
        let names = Self.rest(of: inbox) {
            taken += 1
            #expect(delivered.count <= taken + 5)
        }
        isDone.wait()
        #expect(names == (other == 0 ? ["0 first"] : []) + (0..<steps).map { "\(eager) \($0)" })
    }

    @Test("A thread that waits ends when the inbox is closed")
    func closing() {
        let inbox = OrderedInbox(bound: OrderedInbox.Bound(bytes: 1))
        #expect(inbox.deliver(Self.step("a"), of: 1))
        let ended = DispatchSemaphore(value: 0)
        let delivered = Noted()
        Thread.detachNewThread {
            if inbox.deliver(Self.step("b"), of: 1) { delivered.add() }
            ended.signal()
        }
        usleep(20_000)
        inbox.close()
        ended.wait()
        #expect(delivered.count == 0)
    }
}
