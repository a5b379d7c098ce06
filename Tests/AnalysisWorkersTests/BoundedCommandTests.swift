import Sandbox
import Testing

@Suite("Programs of the system within bounds")
struct BoundedCommandTests {
    @Test("A program gets what it is given, and what it prints comes back whole")
    func whole() throws {
        let given = Array("one page\n".utf8)
        let output = try #require(
            BoundedCommand.run("/usr/bin/cat", arguments: ["-"], input: given, mostOutput: 100, milliseconds: 60_000)
        )
        #expect(output.bytes == given && output.isWhole)
    }

    @Test("It sees no variable but those given, and no argument is taken by a shell")
    func bare() throws {
        let variables = try #require(
            BoundedCommand.run(
                "/usr/bin/env",
                arguments: [],
                environment: ["ONLY=this"],
                input: [],
                mostOutput: 10_000,
                milliseconds: 60_000
            )
        )
        #expect(variables.bytes == Array("ONLY=this\n".utf8))
        let echoed = try #require(
            BoundedCommand.run(
                "/usr/bin/echo",
                arguments: ["$(id); `id` > /tmp/x"],
                input: [],
                mostOutput: 100,
                milliseconds: 60_000
            )
        )
        #expect(echoed.bytes == Array("$(id); `id` > /tmp/x\n".utf8))
    }

    @Test("A program that goes on too long or prints too much is stopped, and one that is not there is told")
    func bounds() throws {
        let slow = try #require(
            BoundedCommand.run("/usr/bin/sleep", arguments: ["600"], input: [], mostOutput: 100, milliseconds: 200)
        )
        #expect(slow.bytes.isEmpty && !slow.isWhole)
        let loud = try #require(
            BoundedCommand.run("/usr/bin/yes", arguments: [], input: [], mostOutput: 1000, milliseconds: 60_000)
        )
        #expect(loud.bytes.count == 1000 && !loud.isWhole)
        let missing = BoundedCommand.run(
            "/usr/bin/no-such-program",
            arguments: [],
            input: [],
            mostOutput: 1,
            milliseconds: 1000
        )
        #expect(missing?.bytes == nil)
    }
}
