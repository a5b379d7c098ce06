import ArgumentParser
import CaseModel
import CaseStore
import Foundation

/// `cairn-bench lists`: hash lists of many entries, synthesised, read, read again and looked up.
struct ListsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists",
        abstract: "Imports a flat NSRL list and a VICS hash set of many entries, and looks files up in them.",
        discussion: """
            The NSRL list is imported twice: the second reading finds every entry as it was. Lookups are of files of \
            which every second is listed. Digests are of a counter, the same each time.
            """
    )

    @Option(help: "Entries of the NSRL list.")
    var nsrl = 10_000_000

    @Option(help: "Entries of the VICS hash set.")
    var vics = 1_500_000

    @Option(help: "How many files are looked up.")
    var lookups = 100_000

    @Option(help: "A folder of files to ingest with the lists in place.", completion: .directory)
    var ingest: String?

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "lists"
        let method: String
        let entries: Int
        let bytes: Int
        let wallSeconds: Double
        let cpuSeconds: Double
        let peakBytes: Int
        let perSecond: Double
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let cairn = try Child.cairn
        let data = folder.appendingPathComponent("data").path
        let files = [("vics", "vics.json", vics), ("nsrl", "NSRLFile.txt", nsrl)]
        for (format, name, count) in files where count > 0 {
            let url = folder.appendingPathComponent(name)
            try SyntheticList(count: count).write(format, to: url)
            for method in format == "nsrl" ? ["nsrl", "nsrl again"] : ["vics"] {
                let call = ["--data", data, "import", format, url.path, "--json"]
                try measure(method, count, bytes: Self.size(of: url)) { try Child.run(cairn, call) }
            }
            try FileManager.default.removeItem(at: url)
        }
        try lookUp(in: data)
        if let ingest {
            _ = try Child.run(cairn, ["--data", data, "case", "add", "LISTS"])
            try measure("ingest", 0, bytes: 0) {
                try Child.run(cairn, ["--data", data, "ingest", "LISTS", ingest, "--json"])
            }
        }
    }

    private static func size(of url: URL) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int ?? 0
    }

    private func measure(_ method: String, _ entries: Int, bytes: Int, _ body: () throws -> Child) throws {
        let start = ContinuousClock.now
        let child = try body()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        try print(
            Row(
                method: method,
                entries: entries,
                bytes: bytes,
                wallSeconds: BenchOutput.rounded(seconds),
                cpuSeconds: BenchOutput.rounded(child.processorSeconds),
                peakBytes: child.peakBytes,
                perSecond: (Double(entries) / seconds).rounded()
            )
        )
    }

    private func lookUp(in data: String) throws {
        let store = try CaseStore(directory: data, access: .existing)
        let list = SyntheticList(count: max(nsrl, vics))
        let start = ContinuousClock.now
        var found = 0
        for number in 0..<lookups {
            let entry = number.isMultiple(of: 2) ? number &* 7919 % max(list.count, 1) : list.count + number
            let digests = try list.digests(entry)
            found += try store.read { reader throws(StoreError) in try reader.knownFiles(digests).isEmpty ? 0 : 1 }
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard found == (lookups + 1) / 2 else {
            throw ValidationError("of \(lookups) files \(found) were found, not every second")
        }
        try print(
            Row(
                method: "lookup",
                entries: lookups,
                bytes: 0,
                wallSeconds: BenchOutput.rounded(seconds),
                cpuSeconds: BenchOutput.rounded(seconds),
                peakBytes: 0,
                perSecond: (Double(lookups) / seconds).rounded()
            )
        )
    }

    private func print(_ row: Row) throws {
        guard !json else { return try BenchOutput.printLine(row) }
        Swift.print(
            "\(row.method): \(row.entries) entries, \(row.bytes >> 20) MiB, \(row.wallSeconds) s, "
                + "\(Int(row.perSecond)) a second, peak \(row.peakBytes >> 20) MiB of any process so far"
        )
    }
}

/// A list of entries whose digests are mixed from their numbers.
private struct SyntheticList {
    let count: Int

    /// Bytes that look random and are the same for the same number (splitmix64).
    private func bytes(_ number: Int, salt: UInt64, count: Int) -> [UInt8] {
        var state = UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15 ^ salt
        var bytes: [UInt8] = []
        while bytes.count < count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            mixed ^= mixed >> 31
            withUnsafeBytes(of: mixed) { bytes += $0 }
        }
        return Array(bytes.prefix(count))
    }

    func digests(_ number: Int) throws -> Digests {
        guard let sha256 = ContentDigest(bytes: bytes(number, salt: 3, count: 32)) else {
            throw ValidationError("a digest has 32 bytes")
        }
        return Digests(
            size: Int64(number),
            md5: bytes(number, salt: 1, count: 16),
            sha1: bytes(number, salt: 2, count: 20),
            sha256: sha256
        )
    }

    func write(_ format: String, to url: URL) throws {
        try Data().write(to: url)
        let file = try FileHandle(forWritingTo: url)
        defer { try? file.close() }
        let isVICS = format == "vics"
        var text =
            isVICS
            ? "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/CUSTOM/$metadata#Media\",\n"
                + "\"value\":[\n"
            : "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\",\"SpecialCode\"\r\n"
        for number in 0..<count {
            let (md5, sha1) = (
                bytes(number, salt: 1, count: 16).hexadecimal, bytes(number, salt: 2, count: 20).hexadecimal
            )
            if isVICS {
                text += number == 0 ? "" : ",\n"
                text += "{\"MediaID\":\(number),\"Category\":\(number % 6),\"MD5\":\"\(md5)\",\"SHA1\":\"\(sha1)\","
                text += "\"IsDistributed\":false,\"MediaSize\":\(number),\"MimeType\":\"image/jpeg\","
                text += "\"DateUpdated\":\"2026-01-15T09:30:00.000Z\"}"
            } else {
                text +=
                    "\"\(sha1)\",\"\(md5)\",\"00000000\",\"file\(number).bin\",\(number),\(number % 300),\"362\",\"\"\r\n"
            }
            if text.utf8.count > 1 << 20 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data((text + (isVICS ? "\n]}\n" : "")).utf8))
    }
}
