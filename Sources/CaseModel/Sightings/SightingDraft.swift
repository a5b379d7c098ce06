/// What a sighting consists of, as forms, tables and programs name it.
public enum SightingField: String, CaseIterable, Hashable, Sendable {
    /// One of ``SightingSource``.
    case source
    /// One of ``IdentifierType``.
    case addressType = "address_type"
    /// An address of that type.
    case address
    /// The name of a place.
    case place
    /// Degrees, north positive.
    case latitude
    /// Degrees, east positive.
    case longitude
    /// A day, or a time with its offset.
    case firstSeen = "first_seen"
    /// A day, or a time with its offset.
    case lastSeen = "last_seen"
    /// Who reported it.
    case reportedBy = "reported_by"
}

/// Why what was typed is no sighting.
public struct SightingFault: Error, Hashable, Sendable {
    /// The field that is wrong.
    public let field: SightingField
    /// What is wrong with it: a sentence's second half, without full stop.
    public let text: String

    /// Field and fault in one sentence.
    public var message: String { "\(field.rawValue): \(text)" }
}

/// A sighting as it was typed: one set of rules for forms, tables, programs and the command line.
public struct SightingDraft: Hashable, Sendable {
    private static let longestLine = 200
    private static let longestAddress = 2048

    private let texts: [SightingField: String]

    /// Takes what was typed; blanks around it do not count, and nothing but blanks is nothing.
    public init(_ texts: [SightingField: String]) {
        self.texts = texts.mapValues { text in
            var rest = text[...]
            while rest.first?.isWhitespace == true { rest.removeFirst() }
            while rest.last?.isWhitespace == true { rest.removeLast() }
            return String(rest)
        }.filter { !$0.value.isEmpty }
    }

    /// The sighting that was typed.
    ///
    /// - Returns: What it says, everything in its normal form.
    /// - Throws: ``SightingFault`` that names the first field that is wrong.
    public func checked() throws(SightingFault) -> SightingStatement {
        let source = try choice(.source, SightingSource.self)
        guard let source else { throw fault(.source, "is missing; it is \(Self.words(of: SightingSource.self))") }
        let (address, place, position) = (try address(), try line(.place), try position())
        guard address != nil || place != nil || position != nil else {
            throw fault(.address, "an address, a place or a position is needed")
        }
        let (first, last) = (try moment(.firstSeen), try moment(.lastSeen))
        if let last {
            guard let first else { throw fault(.firstSeen, "is missing, though there is a last time") }
            if SightingMoment.isBefore(last, first) { throw fault(.lastSeen, "is before the first time") }
        }
        guard let reporter = try line(.reportedBy) else { throw fault(.reportedBy, "is missing") }
        return SightingStatement(
            source: source,
            address: address,
            place: place,
            position: position,
            firstSeen: first,
            lastSeen: last,
            reportedBy: reporter
        )
    }

    private func fault(_ field: SightingField, _ text: String) -> SightingFault {
        SightingFault(field: field, text: text)
    }

    private static func words<Value: CaseIterable & RawRepresentable>(of type: Value.Type) -> String
    where Value.RawValue == String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private func choice<Value: CaseIterable & RawRepresentable>(
        _ field: SightingField,
        _ type: Value.Type
    ) throws(SightingFault) -> Value? where Value.RawValue == String {
        guard let text = texts[field] else { return nil }
        guard let value = Value(rawValue: text.lowercased()) else {
            throw fault(field, "is none of \(Self.words(of: type))")
        }
        return value
    }

    private func line(_ field: SightingField, upTo longest: Int = longestLine) throws(SightingFault) -> String? {
        guard let text = texts[field] else { return nil }
        let isOneLine = text.unicodeScalars.allSatisfy { scalar in
            ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        guard isOneLine, text.unicodeScalars.count <= longest else {
            throw fault(field, "has more than \(longest) characters, or control characters")
        }
        return text
    }

    private func address() throws(SightingFault) -> Identifier? {
        let type = try choice(.addressType, IdentifierType.self)
        guard let text = try line(.address, upTo: Self.longestAddress) else {
            if type != nil { throw fault(.address, "is missing, though its type is named") }
            return nil
        }
        guard let type else { throw fault(.addressType, "is missing; it is \(Self.words(of: IdentifierType.self))") }
        guard let identifier = Identifier(entered: text, as: type) else {
            throw fault(.address, "is no \(type.rawValue)")
        }
        return identifier
    }

    private func position() throws(SightingFault) -> GeographicPoint? {
        guard let latitude = try degrees(.latitude, upTo: 90) else {
            if texts[.longitude] != nil { throw fault(.latitude, "is missing, though there is a longitude") }
            return nil
        }
        guard let longitude = try degrees(.longitude, upTo: 180) else {
            throw fault(.longitude, "is missing, though there is a latitude")
        }
        return GeographicPoint(latitude: latitude, longitude: longitude)
    }

    private func degrees(_ field: SightingField, upTo most: Double) throws(SightingFault) -> Double? {
        guard let text = texts[field] else { return nil }
        // No hexadecimal digits, infinities or names of no number, which are numbers to a program.
        guard text.utf8.allSatisfy({ "+-.0123456789".utf8.contains($0) }), let value = Double(text),
            abs(value) <= most
        else { throw fault(field, "is no number of degrees from -\(Int(most)) to \(Int(most)), with a point") }
        return value
    }

    private func moment(_ field: SightingField) throws(SightingFault) -> String? {
        guard let text = texts[field] else { return nil }
        guard let moment = SightingMoment.checked(text) else {
            throw fault(field, "is no day (2026-05-01) and no time with its offset (2026-05-01T10:30:00+02:00)")
        }
        return moment
    }
}
