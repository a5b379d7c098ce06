import Casework
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Values that take long to make")
struct KeptTests {
    @Test("Who has no time is answered before the value is there, and gets it once it is", .timeLimit(.minutes(1)))
    func patience() async throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(directory: folder.url.path, isCreating: true)
        let mayEnd = DispatchSemaphore(value: 0)
        let kept = Kept<Int>(workspace: workspace) { _ in
            mayEnd.wait()
            return 7
        }
        #expect(try await kept.value(ofCase: "A-1", within: .milliseconds(10)) == nil)
        mayEnd.signal()
        #expect(try await kept.value(ofCase: "A-1") == 7)
        #expect(try await kept.value(ofCase: "A-1", within: .milliseconds(10)) == 7)
    }
}
