import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Where contents were seen.
///
/// Nothing is ever fetched from an address.
enum SightingOperations {
    static let all = [
        APIOperation(
            "listSightings",
            .get,
            "/api/v1/cases/{case}/sightings",
            .ofCase(.seeRenditions),
            "Lists the sightings of a case, by number, with when and where its contents were taken; or those of one content.",
            query: [
                .optional(
                    "content",
                    Schema.text(.line, 1...4096).saying(
                        "A SHA-256, or a path in the case: its sightings in all cases that one may see, and who holds it."
                    )
                ), .optional("after", .count), .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, SightingList.schema),
            problems: [.unprocessableContent],
            handle: list
        ),
        APIOperation(
            "addSighting",
            .post,
            "/api/v1/cases/{case}/sightings",
            .ofCase(.decide),
            "Puts a sighting of a content on record.",
            body: .json(NewSighting.schema),
            answer: .json(.created, SightingAdded.schema),
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "importSightings",
            .post,
            "/api/v1/cases/{case}/sightings/import",
            .ofCase(.decide),
            "Reads a table of sightings (CSV), the body: all of it, or nothing.",
            body: .bytes(most: mostTableBytes, isRequired: true),
            answer: .json(.created, SightingsImported.schema),
            problems: [.unprocessableContent],
            handle: importTable
        ),
        APIOperation(
            "withdrawSighting",
            .post,
            "/api/v1/cases/{case}/sightings/{sighting}/withdrawal",
            .ofCase(.decide),
            "Takes a sighting back; what it said stays on record.",
            body: .json(ReasonWish.schema),
            answer: .nothing,
            problems: [.notFound],
            handle: withdraw
        ),
        APIOperation(
            "listSightingsOfSeries",
            .get,
            "/api/v1/series/{series}/sightings",
            .system(.work),
            "Lists the sightings of the contents of a series, by number.",
            answer: .json(.ok, SightingsFound.schema),
            problems: [.notFound],
            handle: ofSeries
        ),
    ]

    /// The largest table of sightings, in bytes.
    static let mostTableBytes: Int64 = 64 << 20
    private static let usualLimit = 100
    private static let mostDevices = 500

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        if let content = asked.text("content") {
            let found = try await asked.run { workspace in
                try workspace.sightings(ofContent: content, inCase: reference, for: viewer)
            }
            return try APIAnswer(
                SightingList(
                    sightings: found.sightings.map(SightingOutput.init),
                    devices: found.devices.map(DeviceSightingOutput.init),
                    devicesCut: false,
                    total: found.sightings.count,
                    next: nil
                )
            )
        }
        let (after, limit) = (asked.number("after") ?? 0, asked.number("limit") ?? usualLimit)
        let (page, devices) = try await asked.run { workspace in
            (
                try workspace.sightings(ofCase: reference, after: Int64(after), limit: limit, for: viewer),
                try workspace.devices(ofCase: reference, limit: mostDevices, for: viewer)
            )
        }
        return try APIAnswer(
            SightingList(
                sightings: page.sightings.map(SightingOutput.init),
                devices: devices.devices.map(DeviceSightingOutput.init),
                devicesCut: devices.isCut,
                total: page.total,
                next: page.next.map { asked.next([("after", "\($0)")]) }
            )
        )
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewSighting = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let number = try await asked.run { workspace in
            try workspace.addSighting(wish.draft, of: wish.content, inCase: reference, by: viewer)
        }
        return try APIAnswer(SightingAdded(sighting: number), status: .created)
    }

    @Sendable private static func importTable(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let body = try await ReceivedBody(asked.request, upTo: mostTableBytes)
        defer { body.discard() }
        let read = try await asked.run { workspace in
            try workspace.importSightings(body.path, intoCase: reference, by: viewer)
        }
        return try APIAnswer(SightingsImported(added: read.added, known: read.known), status: .created)
    }

    @Sendable private static func withdraw(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: ReasonWish = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let number = try asked.request.number("sighting")
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.withdrawSighting(number, reason: wish.reason, inCase: reference, by: viewer)
        }
        return .nothing
    }

    @Sendable private static func ofSeries(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, number) = (try asked.viewer, try asked.request.number("series"))
        let found = try await asked.run { workspace in try workspace.sightings(ofSeries: number, for: viewer) }
        guard let found else { throw Problem.notFound }
        return try APIAnswer(SightingsFound(sightings: found.map(SightingOutput.init)))
    }
}

/// A sighting as programs ask for it.
private struct NewSighting: Decodable {
    struct Address: Decodable {
        let type, value: String
    }

    let content: String
    let source: String
    let address: Address?
    let place: String?
    let gps: [Double]?
    let firstSeen: String?
    let lastSeen: String?
    let reportedBy: String

    var draft: SightingDraft {
        let texts: [SightingField: String?] = [
            .source: source, .addressType: address?.type, .address: address?.value, .place: place,
            .latitude: gps?.first.map(Self.plain), .longitude: gps?.last.map(Self.plain), .firstSeen: firstSeen,
            .lastSeen: lastSeen, .reportedBy: reportedBy,
        ]
        return SightingDraft(texts.compactMapValues(\.self))
    }

    /// A number without an exponent.
    private static func plain(_ degrees: Double) -> String {
        degrees.formatted(
            .number.precision(.fractionLength(0...15)).grouping(.never).locale(Locale(identifier: "en_US_POSIX"))
        )
    }

    static let schema = Schema.object(
        .required("content", Schema.text(.line, 1...4096).saying("A SHA-256, or a path in the case.")),
        .required("source", .choice(SightingSource.self)),
        .optional(
            "address",
            .object(.required("type", .choice(IdentifierType.self)), .required("value", .text(.line, 1...2048)))
        ),
        .optional("place", .text(.line, 1...200)),
        .optional(
            "gps",
            Schema.list(.number(-180...180), 2...2).saying(
                "Latitude and longitude in degrees, north and east positive."
            )
        ),
        .optional("first_seen", SightingSchema.moment),
        .optional("last_seen", SightingSchema.moment),
        .required("reported_by", .text(.line, 1...200))
    ).named("NewSighting")
}

private enum SightingSchema {
    static let moment = Schema.text(.line, 1...40).saying("A day, or a time with its offset (RFC 3339).")
    static let position = Schema.list(.number(), 2...2).saying("Latitude and longitude in degrees.")
}

extension SightingOutput {
    static let schema = Schema.object(
        .required("sighting", .count),
        .required("case", .anyText),
        .required("sha256", .digest),
        .optional("item", Schema.count.saying("The case's first item that holds the content.")),
        .optional("path", .anyText),
        .required("source", .choice(SightingSource.self)),
        .optional("address", .object(.required("type", .choice(IdentifierType.self)), .required("value", .anyText))),
        .optional("place", .anyText),
        .optional("gps", SightingSchema.position),
        .optional("first_seen", Schema.anyText.saying("A day, or a time in UTC.")),
        .optional("last_seen", Schema.anyText.saying("A day, or a time in UTC.")),
        .required("reported_by", .anyText),
        .required("entry", .choice(SightingEntry.self)),
        .required("author", .anyText),
        .required("at", .moment)
    ).named("Sighting")
}

extension DeviceSightingOutput {
    fileprivate static let schema = Schema.object(
        .required("item", .count),
        .required("case", .anyText),
        .required("exhibit", .anyText),
        .required("path", .anyText),
        .required("sha256", .digest),
        .optional("taken_at", Schema.anyText.saying("By the camera's clock; with an offset if that is known.")),
        .optional("gps", SightingSchema.position)
    ).named("DeviceSighting")
}

private struct SightingAdded: APIValue {
    let sighting: Int64

    static let schema = Schema.object(.required("sighting", .count)).named("SightingAdded")
}

private struct SightingsImported: APIValue {
    let added, known: Int

    static let schema = Schema.object(
        .required("added", .count),
        .required("known", Schema.count.saying("Rows that say what is on record already."))
    ).named("SightingsImported")
}

private struct SightingsFound: APIValue {
    let sightings: [SightingOutput]

    static let schema = Schema.object(.required("sightings", .list(SightingOutput.schema))).named("SightingsFound")
}

private struct SightingList: APIValue {
    let sightings: [SightingOutput]
    let devices: [DeviceSightingOutput]
    let devicesCut: Bool
    let total: Int
    let next: String?

    static let schema = Schema.object(
        .required("sightings", .list(SightingOutput.schema)),
        .required(
            "devices",
            Schema.list(DeviceSightingOutput.schema).saying("Items whose metadata say when or where they were taken.")
        ),
        .required("devices_cut", Schema.flag.saying("Whether there are more of these.")),
        .required("total", .count),
        .optional("next", Schema.anyText.saying("The address of the next part."))
    ).named("SightingList")
}
