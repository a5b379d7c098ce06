import CaseModel
import CaseStore
import Fingerprints
import Matching
import SearchIndex

/// Brings the fingerprints of sensors up to date at the end of an ingest, and compares what is new with all others.
///
/// A fingerprint is made again when its pictures have changed, also because another exhibit turned out to hold a copy of one
/// of them. Matches join a picture and the first picture behind the fingerprint that it agrees with.
struct SensorComparison {
    /// Fingerprints and pictures that are compared by their values; where more could be, their signs choose.
    private static let shortlist = 20
    /// Pictures of one group that are joined with a fingerprint: those that agree best.
    private static let mostPictures = 10

    let store: CaseStore

    private struct Sensor {
        let id: Int64
        let record: SensorRecord
        let camera: CameraName
    }

    /// Does all of it.
    ///
    /// - Parameter ingested: The exhibits whose pictures are new.
    /// - Returns: How many matches were added.
    /// - Throws: ``StoreError``.
    func run(ingested: Set<Int64>) throws(StoreError) -> Int {
        let (pictures, shared) = try store.read { reader throws(StoreError) in
            (try reader.noisePictures(), try reader.mediaSharedAcrossExhibits())
        }
        guard !pictures.isEmpty else { return 0 }
        let changed = try update(SensorGroup.groups(of: pictures, without: shared))
        let sensors = try store.read { reader throws(StoreError) in
            try reader.sensors().map { id, sensor in
                Sensor(id: id, record: sensor, camera: CameraName(make: sensor.make, model: sensor.model))
            }
        }
        var added = 0
        for sensor in sensors where changed.contains(sensor.id) {
            // Of two that are new, the later one is compared with the earlier.
            let others = sensors.filter { other in
                other.record.exhibit != sensor.record.exhibit
                    && (!changed.contains(other.id) || other.id < sensor.id)
            }
            added += try compare(sensor, with: others)
        }
        return added + (try compareAlone(pictures, shared, sensors, changed: changed, ingested: ingested))
    }

    /// Makes fingerprints that are missing or out of date.
    ///
    /// - Returns: The numbers of those that were made.
    private func update(_ groups: [SensorGroup]) throws(StoreError) -> Set<Int64> {
        let known = try store.read { reader throws(StoreError) in try reader.sensors() }
        let wanted = Set(groups.map(\.sensor))
        let kept = Set(known.map(\.sensor)).intersection(wanted)
        try store.write { writer throws(StoreError) in
            for (id, sensor) in known where !kept.contains(sensor) {
                try writer.removeSensor(id, members: sensor.members)
            }
        }
        for group in groups where !kept.contains(group.sensor) {
            guard let fingerprint = try fingerprint(of: group.sensor.members) else { continue }
            let signs = SensorSigns(fingerprint.values).words
            try store.write { writer throws(StoreError) in
                try writer.addSensor(group.sensor, fingerprint, signs: signs)
            }
        }
        let before = Set(known.filter { kept.contains($0.sensor) }.map(\.id))
        let now = try store.read { reader throws(StoreError) in try reader.sensors() }
        return Set(now.map(\.id)).subtracting(before)
    }

    private func fingerprint(of members: [Int64]) throws(StoreError) -> SensorFingerprint? {
        try store.read { reader throws(StoreError) in
            var builder: SensorFingerprintBuilder?
            for media in members {
                guard let noise = try reader.noise(ofMedia: media) else { continue }
                if builder == nil { builder = SensorFingerprintBuilder(like: noise) }
                builder?.add(noise)
            }
            return builder?.fingerprint
        }
    }

    /// Compares a new fingerprint with others, and joins the pictures of those that agree.
    private func compare(_ sensor: Sensor, with others: [Sensor]) throws(StoreError) -> Int {
        let candidates = others.filter { $0.camera == sensor.camera && Self.sizesMeet($0.record, sensor.record) }
        guard !candidates.isEmpty, let own = try pattern(sensor.id) else { return 0 }
        var added = 0
        for other in try shortlisted(candidates, signs: SensorSigns(own.values)) {
            guard let theirs = try pattern(other.id) else { continue }
            let (large, small) = own.width >= theirs.width ? (own, theirs) : (theirs, own)
            guard let scale = SensorScale(width: small.width, height: small.height, against: large.record) else {
                continue
            }
            let (a, b, side) = Self.aligned(small.values, smallSide: small.side, with: large, scale)
            guard SensorMatcher.energyAtZero(a, b) >= SensorMatcher.leastEnergy else { continue }
            let together = SensorMatcher.energies(a, b, side: side)
            guard together.atZero >= SensorMatcher.leastEnergy else { continue }
            for (from, to, pattern) in [(other, sensor, own), (sensor, other, theirs)] {
                added += try join(from.record.members, to: to, pattern, together, mostOf: from.record)
            }
        }
        return added
    }

    private static func sizesMeet(_ first: SensorRecord, _ second: SensorRecord) -> Bool {
        SensorScale(width: first.width, height: first.height, against: second) != nil
            || SensorScale(width: second.width, height: second.height, against: first) != nil
    }

    /// The candidates that are worth comparing by value: all if they are few, else those whose signs agree best.
    private func shortlisted(_ candidates: [Sensor], signs: SensorSigns) throws(StoreError) -> [Sensor] {
        guard candidates.count > Self.shortlist else { return candidates }
        var index = SensorSignIndex(valueCount: signs.words.count * 32)
        var indexed: [Sensor] = []
        try store.read { reader throws(StoreError) in
            for candidate in candidates {
                let words = try reader.signs(ofSensor: candidate.id)
                guard words.count == signs.words.count else { continue }
                index.append(SensorSigns(words: words))
                indexed.append(candidate)
            }
        }
        let others = candidates.filter { candidate in !indexed.contains { $0.id == candidate.id } }
        return index.best(signs, most: Self.shortlist).map { indexed[$0.position] } + others
    }

    private func pattern(_ id: Int64) throws(StoreError) -> SensorFingerprint? {
        try store.read { reader throws(StoreError) in try reader.fingerprint(ofSensor: id) }
    }

    private func noise(_ media: Int64) throws(StoreError) -> SensorNoise? {
        try store.read { reader throws(StoreError) in try reader.noise(ofMedia: media) }
    }

    /// Cuts both sides to the square that they share.
    private static func aligned(
        _ values: [Int8],
        smallSide: Int,
        with fingerprint: SensorFingerprint,
        _ scale: SensorScale
    ) -> ([Int8], [Int8], side: Int) {
        guard scale == .half else { return (values, fingerprint.values, fingerprint.side) }
        let half = fingerprint.side / 2
        let centre = smallSide == half ? values : SensorMatcher.centre(of: values, side: smallSide)
        return (centre, fingerprint.halved, half)
    }

    /// Joins the pictures of a group that agree with a fingerprint; at least the one that agrees best, since the group does.
    private func join(
        _ members: [Int64],
        to sensor: Sensor,
        _ fingerprint: SensorFingerprint,
        _ together: SensorMatcher.Energies,
        mostOf group: SensorRecord
    ) throws(StoreError) -> Int {
        guard let scale = SensorScale(width: group.width, height: group.height, against: sensor.record) else {
            return 0
        }
        var found: [(media: Int64, energy: Double)] = []
        for media in members {
            guard let noise = try noise(media) else { continue }
            let (a, b, _) = Self.aligned(noise.values, smallSide: noise.side, with: fingerprint, scale)
            found.append((media, SensorMatcher.energyAtZero(a, b)))
        }
        found.sort { ($1.energy, $0.media) < ($0.energy, $1.media) }
        let agreeing = found.filter { $0.energy >= SensorMatcher.leastEnergy }.prefix(Self.mostPictures)
        guard !agreeing.isEmpty else {
            guard let best = found.first else { return 0 }
            return try add(best.media, group.members.count, to: sensor, together, scale)
        }
        var added = 0
        for (media, _) in agreeing { added += try addPicture(media, to: sensor, fingerprint, scale) }
        return added
    }

    /// Compares pictures that stand behind no fingerprint with fingerprints, where either is new.
    private func compareAlone(
        _ pictures: [NoisePictureRecord],
        _ shared: Set<Int64>,
        _ sensors: [Sensor],
        changed: Set<Int64>,
        ingested: Set<Int64>
    ) throws(StoreError) -> Int {
        let grouped = Set(sensors.flatMap(\.record.members))
        var added = 0
        for picture in pictures where !grouped.contains(picture.media) && !shared.contains(picture.media) {
            let camera = CameraName(make: picture.make, model: picture.model)
            let isNew = ingested.contains(picture.exhibit)
            let candidates = sensors.filter { sensor in
                sensor.record.exhibit != picture.exhibit && (isNew || changed.contains(sensor.id))
                    && (!camera.isComplete || camera == sensor.camera)
                    && SensorScale(width: picture.width, height: picture.height, against: sensor.record) != nil
            }
            guard !candidates.isEmpty, let noise = try noise(picture.media) else { continue }
            let values = noise.values
            for sensor in try shortlisted(candidates, signs: SensorSigns(values)) {
                guard let fingerprint = try pattern(sensor.id),
                    let scale = SensorScale(width: noise.width, height: noise.height, against: sensor.record)
                else { continue }
                let (a, b, _) = Self.aligned(values, smallSide: noise.side, with: fingerprint, scale)
                guard SensorMatcher.energyAtZero(a, b) >= SensorMatcher.leastEnergy else { continue }
                added += try addPicture(picture.media, to: sensor, fingerprint, scale)
            }
        }
        return added
    }

    private func addPicture(
        _ media: Int64,
        to sensor: Sensor,
        _ fingerprint: SensorFingerprint,
        _ scale: SensorScale
    ) throws(StoreError) -> Int {
        guard let noise = try noise(media) else { return 0 }
        let (a, b, side) = Self.aligned(noise.values, smallSide: noise.side, with: fingerprint, scale)
        let energies = SensorMatcher.energies(a, b, side: side)
        guard energies.atZero >= SensorMatcher.leastEnergy else { return 0 }
        return try add(media, 1, to: sensor, energies, scale)
    }

    /// Stores that a picture, with others of its group or alone, agrees with a fingerprint.
    private func add(
        _ media: Int64,
        _ pictures: Int,
        to sensor: Sensor,
        _ energies: SensorMatcher.Energies,
        _ scale: SensorScale
    ) throws(StoreError) -> Int {
        guard let representative = sensor.record.members.first, representative != media else { return 0 }
        var agreement = SensorAgreement(
            energyAtZero: energies.atZero,
            energy: energies.best,
            picturesA: pictures,
            picturesB: sensor.record.members.count,
            resolution: [sensor.record.width, sensor.record.height],
            scale: scale.factor,
            modelLeaks: LeakingModels.contains(sensor.camera)
        )
        if representative < media { agreement = agreement.swapped }
        var evidence = LinkEvidence()
        evidence.sensor = agreement
        evidence.make = sensor.record.make
        evidence.model = sensor.record.model
        let match = Match(
            kind: .sensorNoise,
            mediaA: min(media, representative),
            mediaB: max(media, representative),
            method: SensorMatcher.method,
            evidence: evidence
        )
        try store.write { writer throws(StoreError) in try writer.addMatch(match) }
        return 1
    }
}

extension SensorFingerprint {
    /// The fingerprint's size, in the form in which sizes are compared.
    fileprivate var record: SensorRecord {
        SensorRecord(
            exhibit: 0,
            groupedBy: "",
            make: "",
            model: "",
            side: side,
            width: width,
            height: height,
            members: []
        )
    }
}
