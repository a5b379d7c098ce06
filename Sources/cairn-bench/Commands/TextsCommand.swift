import ArgumentParser
import Foundation

/// `cairn-bench texts`: a table of members and a chat export, synthesised and ingested.
struct TextsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts",
        abstract: "Ingests a synthetic table of members, a copy of it, and a large chat export.",
        discussion: "Each is ingested by cairn into a case of its own; then their overlaps are timed."
    )

    @Option(help: "Rows of the table.")
    var rows = 60_000

    @Option(help: "Megabytes of the chat export; 0 for none.")
    var megabytes = 1_000

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "texts"
        let method: String
        let bytes: Int
        let wallSeconds: Double
        let cpuSeconds: Double
        let peakMainBytes: Int
        let peakWorkerBytes: Int?
        let shown: String
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let cairn = try Child.cairn
        let data = folder.appendingPathComponent("data").path
        // The largest memory of any program so far is all that is told, so the smallest go first.
        try SyntheticTexts.members(rows, isReversed: false).write(to: folder.appendingPathComponent("members.csv"))
        try SyntheticTexts.members(rows, isReversed: true).write(to: folder.appendingPathComponent("copy.csv"))
        var files = [("TABLE", "members.csv"), ("COPY", "copy.csv")]
        if megabytes > 0 {
            try SyntheticTexts.writeChat(megabytes << 20, to: folder.appendingPathComponent("chat.txt"))
            files.append(("CHAT", "chat.txt"))
        }
        for (reference, name) in files {
            _ = try Child.run(cairn, ["--data", data, "case", "add", reference])
            let path = folder.appendingPathComponent(name).path
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            try print(name, size, try timed(cairn, ["--data", data, "ingest", reference, path, "--json"]))
        }
        try print("overlaps", 0, try timed(cairn, ["--data", data, "overlaps"]))
        if megabytes > 0 {
            try print(
                "associates",
                0,
                try timed(cairn, ["--data", data, "associates", "--case", "CHAT", "--top", "5"])
            )
        }
    }

    private func timed(_ program: String, _ arguments: [String]) throws -> (seconds: Double, child: Child) {
        let start = ContinuousClock.now
        let child = try Child.run(program, arguments)
        return ((ContinuousClock.now - start) / .seconds(1), child)
    }

    private func print(_ method: String, _ bytes: Int, _ run: (seconds: Double, child: Child)) throws {
        let lines = run.child.output.split(separator: "\n").map(String.init)
        let last = lines.last.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) } as? [String: Any]
        let summary = last?["summary"] as? [String: Any]
        let row = Row(
            method: method,
            bytes: bytes,
            wallSeconds: BenchOutput.rounded(run.seconds),
            cpuSeconds: BenchOutput.rounded(run.child.processorSeconds),
            peakMainBytes: run.child.peakBytes,
            peakWorkerBytes: summary?["peak_worker_bytes"] as? Int,
            shown: lines.prefix(summary == nil ? 20 : 1).joined(separator: "\n")
        )
        guard !json else { return try BenchOutput.printLine(row) }
        var text = "\(method): \(bytes >> 20) MiB, wall \(row.wallSeconds) s, processor \(row.cpuSeconds) s, "
        text += "peak \(row.peakMainBytes >> 20) MiB of any process so far"
        if let worker = row.peakWorkerBytes { text += ", \(worker >> 20) MiB worker" }
        Swift.print(text + "\n" + row.shown)
    }
}

/// Texts of our own making, the same each time.
enum SyntheticTexts {
    /// A table of members: name, mailbox, telephone, device, last address.
    static func members(_ count: Int, isReversed: Bool) -> Data {
        var text = "id;username;e-mail;phone;imei;last_ip;registered\n"
        for number in 0..<count {
            let row = isReversed ? count - 1 - number : number
            let device = withCheckDigit("35\(padded(row * 7 % 1_000_000, 6))\(padded(row, 6))")
            let phone = "+324\(padded(70_000_000 + row, 8))"
            let address = "185.\(row / 65_536).\(row / 256 % 256).\(row % 256)"
            text += "\(row);member_\(row);member\(row)@site.example;\(phone);\(device);\(address);2019-04-13\n"
        }
        return Data(text.utf8)
    }

    /// A chat of twenty people in the form of WhatsApp, with some identifiers in every hundredth message.
    static func writeChat(_ size: Int, to url: URL) throws {
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        let words = [
            "stamps", "again", "tomorrow", "at the fair", "with the blue one", "I think", "maybe", "ok", "why",
        ]
        var written = 0
        var number = 0
        while written < size {
            var text = ""
            while text.utf8.count < 1 << 20 {
                let minute = number / 10
                let day = 1 + minute / 1_440 % 28
                let month = 1 + minute / 40_320 % 12
                let sender = number % 20 < 10 ? "Member \(number * 7 % 10)" : "+32 470 00 00 \(10 + number * 7 % 10)"
                text += "\(padded(day, 2))/\(padded(month, 2))/\(2010 + minute / 483_840), "
                text += "\(padded(minute / 60 % 24, 2)):\(padded(minute % 60, 2)) - \(sender): "
                text += (0..<3 + number % 7).map { words[(number * 31 + $0 * 17) % words.count] }.joined(separator: " ")
                if number % 100 == 0 { text += " write to member\(number / 100 % 70_000)@site.example" }
                if number % 1_000 == 1 { text += " or call +32 470 \(padded(number / 1_000 % 1_000_000, 6))" }
                text += "\n"
                number += 1
            }
            let bytes = Data(text.utf8)
            try file.write(contentsOf: bytes)
            written += bytes.count
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Fourteen digits with the check digit of ISO/IEC 7812.
    private static func withCheckDigit(_ digits: String) -> String {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = digit.wholeNumberValue ?? 0
            sum += place % 2 == 1 ? value : value < 5 ? 2 * value : 2 * value - 9
        }
        return digits + String((10 - sum % 10) % 10)
    }
}
