import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

@Suite("Confined programs of the system", .enabled(if: ConfinedCommand.isInstalled("/usr/bin/cat")))
struct ConfinedCommandTests {
    private let folder: TemporaryFolder
    private let file: FileHandle

    init() throws {
        folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("evidence")
        try Data("first\nsecond\n".utf8).write(to: url)
        file = try FileHandle(forReadingFrom: url)
        _ = try file.read(upToCount: 3)
    }

    private func run(_ program: String, _ arguments: String..., most: Int = 4096, milliseconds: Int = 20_000) -> String?
    {
        ConfinedCommand.run(
            program,
            arguments: arguments,
            input: file.fileDescriptor,
            mostOutput: most,
            milliseconds: milliseconds
        ).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("It reads its input from the start, and our position stays")
    func input() throws {
        #expect(run("/usr/bin/cat") == "first\nsecond\n")
        #expect(try file.offset() == 3)
    }

    @Test("It sees no file of ours, no network, and no right of ours")
    func walls() {
        #expect(run("/usr/bin/ls", "/") == "bin\ndev\nlib\nlib64\nusr\n")
        #expect(run("/usr/bin/id", "-u") == "65534\n")
        #expect(run("/usr/bin/sh", "-c", "echo x > /usr/x || echo refused") == "refused\n")
        #expect(run("/usr/bin/sh", "-c", "cat /proc/net/dev; ls /home; echo end") == "end\n")
    }

    @Test("What takes too long or says too much is stopped, at the end of a line")
    func limits() {
        #expect(run("/usr/bin/sh", "-c", "echo begun; while :; do :; done", milliseconds: 1_500)?.count ?? 99 <= 6)
        let much = run("/usr/bin/yes", most: 1001)
        #expect(much?.count == 1000)
    }
}
