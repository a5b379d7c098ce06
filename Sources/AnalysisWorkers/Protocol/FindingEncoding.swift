internal import CaseModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Findings as messages.
extension WireAnswer {
    init(_ finding: Finding) {
        self.init()
        switch finding {
        case .identified(let type, let kind):
            identified.type = type
            identified.kind = kind.rawValue
        case .metadata(let details, let tags): metadata = WireMetadata(details, tags)
        case .picture(let fingerprint, let width, let height):
            picture.width = UInt32(clamping: width)
            picture.height = UInt32(clamping: height)
            picture.frame = UInt32(clamping: fingerprint.frame)
            picture.orientations = Data(PerceptualHash.bigEndianBytes(of: fingerprint.orientations))
            picture.quality = UInt32(clamping: fingerprint.quality)
        case .localFeatures(let features):
            localFeatures.frame = UInt32(clamping: features.frame)
            if let at = features.at { localFeatures.at = at }
            localFeatures.width = UInt32(clamping: features.width)
            localFeatures.height = UInt32(clamping: features.height)
            localFeatures.keypoints = Data(features.storedKeypoints)
            localFeatures.descriptors = Data(features.descriptors)
        case .sensorNoise(let noise):
            sensorNoise.side = UInt32(clamping: noise.side)
            sensorNoise.width = UInt32(clamping: noise.width)
            sensorNoise.height = UInt32(clamping: noise.height)
            sensorNoise.packed = Data(noise.packed)
        case .pixels(let picture):
            pixels.width = UInt32(clamping: picture.width)
            pixels.height = UInt32(clamping: picture.height)
            pixels.rgb = Data(picture.bytes)
            pixels.wholeWidth = UInt32(clamping: picture.wholeWidth)
            pixels.wholeHeight = UInt32(clamping: picture.wholeHeight)
        case .frame(let fingerprint):
            frame.at = fingerprint.at
            frame.quality = UInt32(clamping: fingerprint.quality)
            frame.key = fingerprint.isKey
            let hashes = [fingerprint.full] + fingerprint.centres + fingerprint.turned
            frame.hashes = Data(PerceptualHash.bigEndianBytes(of: hashes))
        case .rendition(let small):
            rendition.at = small.at
            rendition.type = small.type
            rendition.width = UInt32(clamping: small.width)
            rendition.height = UInt32(clamping: small.height)
            rendition.data = Data(small.bytes)
        case .stream(let details): stream = WireStream(details)
        case .sound(let fingerprint):
            sound.words = fingerprint.words
            sound.step = fingerprint.step
            sound.duration = fingerprint.duration
            sound.peaks = Data(fingerprint.peaks.bytes)
            sound.densePeaks = Data(fingerprint.densePeaks.bytes)
            sound.atSpeeds = fingerprint.atSpeeds.map { other in
                var wire = WireWordsAtSpeed()
                wire.speed = other.speed
                wire.words = other.words
                return wire
            }
        case .message(let text): message = WireMessage(text)
        case .identifier(let place): occurrence = WireOccurrence(place)
        case .table(let details):
            table.rows = UInt64(clamping: details.rows)
            table.columns = details.columns
            table.delimiter = details.delimiter ?? ""
        case .entry(let path, let modifiedAt):
            entry.path = Data(path)
            if let modifiedAt { entry.modifiedAt = modifiedAt }
        case .entryData(let bytes): entryData = Data(bytes)
        case .entryEnd(let refusal):
            var end = WireEntryEnd()
            if let refusal { end.refused = WireFailure(refusal) }
            entryEnd = end
        case .warning(let text): warning = text
        case .failure(let reason): failure = WireFailure(reason)
        case .probe(let outcome):
            probe.contained = outcome.contained
            probe.name = outcome.name
            probe.detail = outcome.detail
        }
    }
}

extension WireMetadata {
    fileprivate init(_ details: CaptureDetails, _ found: [MetadataTag]) {
        self.init()
        tags = found.map { tag in
            var wire = WireTag()
            wire.name = tag.name
            wire.value = tag.value
            return wire
        }
        make = details.make ?? ""
        model = details.model ?? ""
        bodySerial = details.bodySerial ?? ""
        bodySerialField = details.bodySerialField ?? ""
        lensSerial = details.lensSerial ?? ""
        takenAt = details.takenAt ?? ""
        if let latitude = details.latitude { self.latitude = latitude }
        if let longitude = details.longitude { self.longitude = longitude }
        orientation = UInt32(clamping: details.orientation)
    }
}

extension WireStream {
    fileprivate init(_ details: StreamDetails) {
        self.init()
        width = UInt32(clamping: details.width)
        height = UInt32(clamping: details.height)
        duration = details.duration
        codec = details.codec
        rotation = UInt32(clamping: details.rotation)
        hasVideo_p = details.hasVideo
        hasSound_p = details.hasSound
    }
}

extension WireMessage {
    fileprivate init(_ text: ChatMessage) {
        self.init()
        sentAt = text.sentAt ?? ""
        sender = text.sender ?? ""
        chat = text.chat ?? ""
        body = text.body
        attachment = text.attachment ?? ""
        line = UInt32(clamping: text.line)
        recipients = text.recipients
        account = text.account ?? ""
    }
}

extension WireOccurrence {
    fileprivate init(_ place: IdentifierOccurrence) {
        self.init()
        type = place.identifier.type.rawValue
        value = place.identifier.value
        found = place.found
        offset = UInt64(clamping: place.offset)
        line = UInt32(clamping: place.line)
        if let number = place.message { message = UInt32(clamping: number) }
        column = place.column ?? ""
    }
}

extension WireFailure {
    init(_ failure: AnalysisFailure) {
        self.init()
        code = failure.code.rawValue
        message = failure.message
    }
}
