internal import CaseModel
internal import Glibc

/// How a picture was taken, out of its metadata.
extension CaptureDetails {
    /// Fields that hold the serial number of a camera's body, the most trustworthy first.
    private static let bodySerials = [
        "Exif.Photo.BodySerialNumber", "Exif.Image.CameraSerialNumber", "Exif.Nikon3.SerialNumber",
        "Exif.Nikon3.SerialNO", "Exif.Canon.SerialNumber", "Exif.Canon.InternalSerialNumber",
        "Exif.OlympusEq.SerialNumber", "Exif.OlympusEq.InternalSerialNumber", "Exif.Panasonic.InternalSerialNumber",
        "Exif.Fujifilm.SerialNumber", "Exif.Pentax.SerialNumber", "Exif.PentaxDng.SerialNumber",
        "Exif.Sigma.SerialNumber", "Exif.Samsung2.SerialNumber", "Exif.CasioQV.SerialNumber", "Xmp.aux.SerialNumber",
        "Xmp.exifEX.BodySerialNumber",
    ]

    private static let lensSerials = [
        "Exif.Photo.LensSerialNumber", "Exif.OlympusEq.LensSerialNumber", "Xmp.exifEX.LensSerialNumber",
        "Xmp.aux.LensSerialNumber",
    ]

    /// Reads the details out of all fields.
    init(tags: [MetadataTag]) {
        self.init()
        let values = Dictionary(tags.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        func text(_ name: String) -> String? { values[name].flatMap(Self.cleaned) }
        make = text("Exif.Image.Make") ?? text("Xmp.tiff.Make")
        model = text("Exif.Image.Model") ?? text("Xmp.tiff.Model")
        for field in Self.bodySerials {
            guard let serial = values[field].flatMap(SerialNumber.cleaned) else { continue }
            (bodySerial, bodySerialField) = (serial, field)
            break
        }
        lensSerial = Self.lensSerials.lazy.compactMap { values[$0].flatMap(SerialNumber.cleaned) }.first
        takenAt = Self.moment(
            text("Exif.Photo.DateTimeOriginal") ?? text("Exif.Photo.DateTimeDigitized") ?? text("Exif.Image.DateTime"),
            offset: text("Exif.Photo.OffsetTimeOriginal") ?? text("Exif.Photo.OffsetTime")
        )
        latitude = Self.degrees(
            text("Exif.GPSInfo.GPSLatitude"),
            reference: text("Exif.GPSInfo.GPSLatitudeRef"),
            negative: "S",
            most: 90
        )
        longitude = Self.degrees(
            text("Exif.GPSInfo.GPSLongitude"),
            reference: text("Exif.GPSInfo.GPSLongitudeRef"),
            negative: "W",
            most: 180
        )
        if latitude == nil || longitude == nil {
            latitude = nil
            longitude = nil
        }
        let stored = text("Exif.Image.Orientation").flatMap { Int($0) } ?? 1
        orientation = (1...8).contains(stored) ? stored : 1
    }

    /// A value without surrounding blanks and NULs; nil if nothing is left.
    private static func cleaned(_ value: String) -> String? {
        let padding: Set<Character> = [" ", "\0", "\t", "\n", "\r"]
        let start = value.drop { padding.contains($0) }
        let end = start.reversed().drop { padding.contains($0) }.reversed()
        return end.isEmpty ? nil : String(end)
    }

    /// `2019:05:01 12:03:11` as `2019-05-01T12:03:11`, with the offset if it is one.
    private static func moment(_ value: String?, offset: String?) -> String? {
        guard let value else { return nil }
        let parts = value.split { $0 == ":" || $0 == " " || $0 == "-" || $0 == "T" }
        let numbers = parts.prefix(6).compactMap { Int($0) }
        guard numbers.count == 6, (1...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2]), (0...23).contains(numbers[3]), (0...59).contains(numbers[4]),
            (0...60).contains(numbers[5])
        else { return nil }
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let date = "\(padded(numbers[0], 4))-\(padded(numbers[1], 2))-\(padded(numbers[2], 2))"
        let time = numbers[3...].map { padded($0, 2) }.joined(separator: ":")
        guard let offset, offset.count == 6, let sign = offset.first, sign == "+" || sign == "-",
            offset.dropFirst().allSatisfy({ $0.isNumber || $0 == ":" })
        else { return "\(date)T\(time)" }
        return "\(date)T\(time)\(offset)"
    }

    /// Three fractions, degrees, minutes and seconds, as degrees.
    private static func degrees(_ value: String?, reference: String?, negative: String, most: Double) -> Double? {
        guard let value else { return nil }
        let parts = value.split(separator: " ").map { part -> Double? in
            let fraction = part.split(separator: "/").map { Double($0) }
            guard let above = fraction.first ?? nil else { return nil }
            guard fraction.count == 2 else { return fraction.count == 1 ? above : nil }
            guard let below = fraction[1], below != 0 else { return above == 0 ? 0 : nil }
            return above / below
        }
        guard parts.count == 3, let degrees = parts[0], let minutes = parts[1], let seconds = parts[2] else {
            return nil
        }
        let sum = degrees + minutes / 60 + seconds / 3600
        guard sum.isFinite, sum <= most, reference != nil || sum != 0 else { return nil }
        let rounded = (sum * 1e7).rounded() / 1e7
        return reference?.hasPrefix(negative) == true ? -rounded : rounded
    }
}
