import CaseModel
import Casework
import Foundation
import Synchronization

/// The local features of a folder of pictures, extracted once and kept in a file beside it.
struct FeatureFolder {
    struct Entry: Sendable {
        let name: String
        let features: LocalFeatures
    }

    let entries: [Entry]

    /// Reads the features of all pictures below a folder, in the order of their names.
    ///
    /// - Parameters:
    ///   - folder: The folder; `FOLDER.features` keeps what was extracted.
    ///   - most: Features of each picture.
    /// - Throws: What reading and writing files throws, and if no worker can be started.
    init(_ folder: String, most: Int) throws {
        let cache = URL(fileURLWithPath: folder + ".features-\(most)")
        if let data = try? Data(contentsOf: cache), let known = Self.decode(data) {
            entries = known
            return
        }
        let root = URL(fileURLWithPath: folder)
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        let names = found.sorted().filter { name in
            let path = root.appendingPathComponent(name).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        var options = AnalysisOptions()
        options.wishes.features = most
        options.wishes.withoutRenditions = true
        let asked = options
        let extracted = Mutex<[Int: LocalFeatures]>([:])
        DispatchQueue.concurrentPerform(iterations: names.count) { number in
            let path = root.appendingPathComponent(names[number]).path
            guard let file = try? examiner.examine(path, options: asked),
                let features = file.analysis.localFeatures.first
            else { return }
            extracted.withLock { $0[number] = features }
        }
        entries = extracted.withLock { all in
            names.indices.compactMap { number in all[number].map { Entry(name: names[number], features: $0) } }
        }
        try Self.encode(entries).write(to: cache, options: .atomic)
    }

    private static func encode(_ entries: [Entry]) -> Data {
        var data = Data()
        func append(_ number: Int) { withUnsafeBytes(of: Int64(number)) { data.append(contentsOf: $0) } }
        for entry in entries {
            let name = Array(entry.name.utf8)
            for number in [name.count, entry.features.count, entry.features.width, entry.features.height] {
                append(number)
            }
            data.append(contentsOf: name)
            data.append(contentsOf: entry.features.storedKeypoints)
            data.append(contentsOf: entry.features.descriptors)
        }
        return data
    }

    private static func decode(_ data: Data) -> [Entry]? {
        let bytes = [UInt8](data)
        var entries: [Entry] = []
        var place = 0
        func number() -> Int {
            defer { place += 8 }
            return bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: place, as: Int64.self)) }
        }
        func next(_ count: Int) -> [UInt8] {
            defer { place += count }
            return Array(bytes[place..<(place + count)])
        }
        while place + 32 <= bytes.count {
            let (nameLength, count, width, height) = (number(), number(), number(), number())
            let name = String(decoding: next(nameLength), as: UTF8.self)
            let features = LocalFeatures(
                frame: 0,
                at: nil,
                width: width,
                height: height,
                stored: next(count * LocalFeatures.keypointLength),
                descriptors: next(count * LocalFeatures.descriptorLength)
            )
            guard let features else { return nil }
            entries.append(Entry(name: name, features: features))
        }
        return entries
    }
}
