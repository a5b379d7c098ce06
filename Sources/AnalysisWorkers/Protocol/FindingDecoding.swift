internal import CaseModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Messages as findings: everything that a worker says is checked, since its decoders may have been taken over.
extension WireAnswer.OneOf_Body {
    /// The finding; nil for what makes no sense.
    var finding: Finding? {
        switch self {
        case .identified(let wire):
            guard let kind = MediaKind(rawValue: wire.kind) else { return nil }
            return .identified(type: wire.type, kind: kind)
        case .metadata(let wire):
            return .metadata(wire.details, tags: wire.tags.map { MetadataTag(name: $0.name, value: $0.value) })
        case .picture(let wire):
            let hashes = PerceptualHash.list(bigEndianBytes: Array(wire.orientations)) ?? []
            guard hashes.count == PictureOrientation.allCases.count, wire.quality <= 100 else { return nil }
            let fingerprint = PictureFingerprint(
                frame: Int(wire.frame),
                orientations: hashes,
                quality: Int(wire.quality)
            )
            return .picture(fingerprint, width: Int(wire.width), height: Int(wire.height))
        case .localFeatures(let wire): return wire.features.map { .localFeatures($0) }
        case .sensorNoise(let wire):
            return SensorNoise(
                side: Int(wire.side),
                width: Int(wire.width),
                height: Int(wire.height),
                packed: Array(wire.packed)
            ).map { .sensorNoise($0) }
        case .pixels(let wire):
            return PicturePixels(
                width: Int(wire.width),
                height: Int(wire.height),
                bytes: Array(wire.rgb),
                wholeWidth: Int(wire.wholeWidth),
                wholeHeight: Int(wire.wholeHeight)
            ).map { .pixels($0) }
        case .frame(let wire): return wire.fingerprint.map { .frame($0) }
        case .rendition(let wire):
            guard wire.width <= 4096, wire.height <= 4096, wire.at.isFinite else { return nil }
            return .rendition(
                Rendition(
                    at: wire.at,
                    type: wire.type,
                    width: Int(wire.width),
                    height: Int(wire.height),
                    bytes: Array(wire.data)
                )
            )
        case .stream(let wire): return wire.details.map { .stream($0) }
        case .sound(let wire):
            guard wire.step.isFinite, wire.step > 0, wire.duration.isFinite, wire.duration >= 0,
                let peaks = SoundPeaks(bytes: Array(wire.peaks)),
                let densePeaks = SoundPeaks(bytes: Array(wire.densePeaks))
            else { return nil }
            let known = SoundFingerprint.speeds
            guard wire.atSpeeds.count <= known.count, wire.atSpeeds.allSatisfy({ known.contains($0.speed) }) else {
                return nil
            }
            var sound = SoundFingerprint(words: wire.words, step: wire.step, duration: wire.duration, peaks: peaks)
            sound.densePeaks = densePeaks
            sound.atSpeeds = wire.atSpeeds.map { WordsAtSpeed(speed: $0.speed, words: $0.words) }
            return .sound(sound)
        case .message(let wire): return .message(wire.message)
        case .occurrence(let wire): return wire.place.map { .identifier($0) }
        case .table(let wire):
            return .table(
                TableDetails(
                    rows: Int(clamping: wire.rows),
                    columns: wire.columns,
                    delimiter: wire.delimiter.nonEmpty
                )
            )
        case .entry(let wire):
            return .entry(path: Array(wire.path), modifiedAt: wire.hasModifiedAt ? wire.modifiedAt : nil)
        case .entryData(let data): return .entryData(Array(data))
        case .entryEnd(let wire):
            guard wire.hasRefused else { return .entryEnd(nil) }
            return .entryEnd(wire.refused.failure)
        case .warning(let text): return .warning(text)
        case .failure(let wire): return .failure(wire.failure)
        case .probe(let wire):
            return .probe(ProbeOutcome(name: wire.name, contained: wire.contained, detail: wire.detail))
        case .finished: return nil
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension WireMetadata {
    fileprivate var details: CaptureDetails {
        var details = CaptureDetails()
        details.make = make.nonEmpty
        details.model = model.nonEmpty
        details.bodySerial = bodySerial.nonEmpty
        details.bodySerialField = bodySerialField.nonEmpty
        details.lensSerial = lensSerial.nonEmpty
        details.takenAt = takenAt.nonEmpty
        if hasLatitude, hasLongitude, abs(latitude) <= 90, abs(longitude) <= 180 {
            details.latitude = latitude
            details.longitude = longitude
        }
        details.orientation = (1...8).contains(orientation) ? Int(orientation) : 1
        return details
    }
}

extension WireFrame {
    fileprivate var fingerprint: FrameFingerprint? {
        let all = PerceptualHash.list(bigEndianBytes: Array(hashes)) ?? []
        guard [1, 6].contains(all.count), at.isFinite, quality <= 100 else { return nil }
        return FrameFingerprint(
            at: at,
            quality: Int(quality),
            isKey: key,
            full: all[0],
            centres: Array(all.dropFirst().prefix(2)),
            turned: Array(all.dropFirst(3))
        )
    }
}

extension WireLocalFeatures {
    /// More features than a worker is ever asked for are not believed.
    private static let most = 10_000

    fileprivate var features: LocalFeatures? {
        guard at.isFinite, at >= 0, keypoints.count <= Self.most * LocalFeatures.keypointLength else { return nil }
        return LocalFeatures(
            frame: Int(frame),
            at: hasAt ? at : nil,
            width: Int(width),
            height: Int(height),
            stored: Array(keypoints),
            descriptors: Array(descriptors)
        )
    }
}

extension WireStream {
    fileprivate var details: StreamDetails? {
        guard duration.isFinite, duration >= 0 else { return nil }
        return StreamDetails(
            width: Int(width),
            height: Int(height),
            duration: duration,
            codec: codec,
            rotation: Int(rotation),
            hasVideo: hasVideo_p,
            hasSound: hasSound_p
        )
    }
}

extension WireMessage {
    fileprivate var message: ChatMessage {
        var message = ChatMessage(
            sentAt: sentAt.nonEmpty,
            sender: sender.nonEmpty,
            chat: chat.nonEmpty,
            body: body,
            attachment: attachment.nonEmpty,
            line: Int(line)
        )
        message.account = account.nonEmpty
        message.recipients = recipients
        return message
    }
}

extension WireOccurrence {
    fileprivate var place: IdentifierOccurrence? {
        guard let type = IdentifierType(rawValue: type), !value.isEmpty else { return nil }
        return IdentifierOccurrence(
            identifier: Identifier(type: type, value: value),
            found: found,
            offset: Int64(clamping: offset),
            line: Int(line),
            message: hasMessage ? Int(message) : nil,
            column: column.nonEmpty
        )
    }
}

extension WireFailure {
    /// The failure; an unknown code counts as a crash.
    var failure: AnalysisFailure {
        AnalysisFailure(FailureCode(rawValue: code) ?? .crashed, message)
    }
}
