import CaseModel
import CaseStore

/// Media taken by one camera, by its serial number.
struct CameraGroup {
    let serial: String
    let make: String?
    let model: String?
    let fields: [String]
    let media: [Int64]

    var evidence: LinkEvidence {
        var evidence = LinkEvidence()
        evidence.serial = serial
        evidence.serialFields = fields
        evidence.make = make
        evidence.model = model
        return evidence
    }

    /// Groups media of one serial number, apart by maker and model: makers number their cameras independently, and some
    /// each model.
    ///
    /// Media that do not name both are no part of a group that does.
    static func groups(of records: [SerialRecord]) -> [CameraGroup] {
        struct Key: Hashable {
            let serial: String
            let camera: CameraName
        }
        let sharing = Dictionary(grouping: records) {
            Key(serial: $0.serial, camera: CameraName(make: $0.make, model: $0.model))
        }
        return
            sharing.sorted { ($0.key.serial, $0.key.camera) < ($1.key.serial, $1.key.camera) }
            .map { key, group in
                CameraGroup(
                    serial: key.serial,
                    make: group.lazy.compactMap(\.make).first,
                    model: group.lazy.compactMap(\.model).first,
                    fields: Set(group.compactMap(\.field)).sorted(),
                    media: Set(group.map(\.media)).sorted()
                )
            }
    }

    /// The items of a camera that are linked: all, or the first of each exhibit where they are more than the cap.
    ///
    /// A camera takes many pictures, so many items are no commonplace; a serial number in very many exhibits is one.
    static func shown(_ items: [ItemReference], cap: Int) -> [ItemReference] {
        guard items.count > cap else { return items }
        let exhibits = Dictionary(grouping: items) { [$0.caseReference, $0.exhibit] }
        guard exhibits.count <= cap else { return items }
        return exhibits.values.flatMap { $0.sorted { $0.id < $1.id }.prefix(cap / exhibits.count) }
    }
}

/// A camera's maker and model as far as they distinguish cameras.
struct CameraName: Hashable, Comparable {
    /// The first word of the maker's name: "NIKON CORPORATION" and "Nikon" are one.
    let maker: String
    /// The model's letters and digits without the maker's name.
    let model: String

    init(make: String?, model: String?) {
        let first = make?.split { !$0.isLetter && !$0.isNumber }.first?.lowercased() ?? ""
        let plain = model?.lowercased().filter { $0.isLetter || $0.isNumber } ?? ""
        maker = first
        self.model = plain.hasPrefix(first) ? String(plain.dropFirst(first.count)) : plain
    }

    /// Whether maker and model are both known.
    var isComplete: Bool { !maker.isEmpty && !model.isEmpty }

    static func < (first: CameraName, second: CameraName) -> Bool {
        (first.maker, first.model) < (second.maker, second.model)
    }
}
