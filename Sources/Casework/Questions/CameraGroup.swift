import CaseModel
import CaseStore
import Linking

/// The names of one camera, by its serial number.
struct CameraGroup {
    let serial: String
    /// How contents name it.
    let names: [NamedCamera]

    var evidence: LinkEvidence {
        var evidence = LinkEvidence()
        evidence.serial = serial
        evidence.serialFields = Set(names.compactMap(\.field)).sorted()
        evidence.make = names.lazy.compactMap(\.make).first
        evidence.model = names.lazy.compactMap(\.model).first
        return evidence
    }

    /// Groups names of cameras that have one serial number, apart by maker and model: makers number their cameras
    /// independently, and some each model.
    ///
    /// Contents that do not name both are no part of a group that does.
    static func groups(of names: [NamedCamera]) -> [CameraGroup] {
        struct Key: Hashable {
            let serial: String
            let camera: CameraName
        }
        let sharing = Dictionary(grouping: names) {
            Key(serial: $0.serial, camera: CameraName(make: $0.make, model: $0.model))
        }
        return
            sharing.sorted { ($0.key.serial, $0.key.camera) < ($1.key.serial, $1.key.camera) }
            .map { CameraGroup(serial: $0.serial, names: $1) }
    }
}

/// The items of one camera, and their exhibits.
struct CameraItems {
    private var items: [(item: LinkedItem, exhibit: UInt32)] = []

    /// How many there are.
    var count: Int { items.count }
    /// Of how many cases they are.
    var caseCount: Int { Set(items.lazy.map(\.item.caseNumber)).count }

    mutating func add(_ item: LinkedItem, ofExhibit exhibit: UInt32) { items.append((item, exhibit)) }

    /// The items that are linked: all, or the first of each exhibit where they are more than the cap; nil for a commonplace.
    ///
    /// A camera takes many pictures, so many items are no commonplace; a serial number in very many exhibits is one.
    func shown(cap: Int) -> [LinkedItem]? {
        guard count > cap else { return items.map(\.item) }
        guard Set(items.lazy.map(\.exhibit)).count <= cap else { return nil }
        let byExhibit = Dictionary(grouping: items, by: \.exhibit).values
        return byExhibit.flatMap { $0.map(\.item).sorted { $0.id < $1.id }.prefix(cap / byExhibit.count) }
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
