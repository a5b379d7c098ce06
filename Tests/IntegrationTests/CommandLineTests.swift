import Foundation
import TestSupport
import Testing

@Suite("The command line")
struct CommandLineTests {
    @Test("A missing database is exit code 10, with what to do about it")
    func noDatabase() throws {
        let cairn = try CairnRunner()
        let outcome = try cairn("case", "list", expecting: 10)
        #expect(outcome.errors.contains("cairn case add"))
    }

    @Test(
        "Wrong usage is exit code 2",
        arguments: [
            ["ingest", "A"], ["frobnicate"], ["overlaps", "--min-strength", "7"],
            ["overlaps", "--kind", "no_such_kind"],
            ["search", "x.jpg", "--region", "1,2,3"], ["ingest", "A", "x", "--jobs", "0"],
        ]
    )
    func wrongUsage(arguments: [String]) throws {
        let outcome = try Program("cairn").run(["--data", "/nonexistent"] + arguments)
        #expect(outcome.code == 2)
        #expect(!outcome.errors.isEmpty)
        #expect(outcome.output.isEmpty)
    }

    @Test("An unknown case is a usage error that names the nearest, and an unknown path one that names the path")
    func unknownCaseAndPath() throws {
        let cairn = try CairnRunner()
        try cairn("case", "add", "BKK-17")
        try cairn("case", "add", "ADL-18")
        #expect(try cairn("ingest", "BKK-71", "/etc", expecting: 2).errors.contains("BKK-17"))
        #expect(try cairn("ingest", "BKK-17", "/no/such/path", expecting: 2).errors.contains("/no/such/path"))
    }

    @Test("A case's reference is unique, and cases are listed in the order of adding")
    func cases() throws {
        let cairn = try CairnRunner()
        try cairn("case", "add", "B-2", "--title", "Second", "--agency", "North")
        try cairn("case", "add", "A-1")
        try cairn("case", "add", "A-1", expecting: 2)
        let listed = try cairn("case", "list", "--json").objects()
        #expect(listed.map { $0["case"] as? String } == ["B-2", "A-1"])
        #expect(listed.first?["agency"] as? String == "North")
    }

    @Test(
        "Version and help go to standard output with exit code 0",
        arguments: [["version"], ["--version"], ["--help"]]
    )
    func help(arguments: [String]) throws {
        let outcome = try Program("cairn").run(arguments)
        #expect(outcome.code == 0)
        #expect(!outcome.output.isEmpty)
    }

    @Test("While one process takes evidence in, another is told so with exit code 11")
    func locked() throws {
        let cairn = try CairnRunner()
        try cairn("case", "add", "A-1")
        let lock = open(cairn.data + "/lock", O_RDWR | O_CREAT, 0o600)
        try #require(lock >= 0)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
        try cairn("ingest", "A-1", "/etc/hostname", expecting: 11)
        // Cases and accounts need not wait for an ingest.
        try cairn("case", "add", "A-2")
    }
}
