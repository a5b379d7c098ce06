import CaseModel
import Casework

/// Sightings for people to read.
enum SightingList {
    static func print(_ sightings: [Sighting], _ devices: [DeviceSighting]) {
        guard !sightings.isEmpty || !devices.isEmpty else {
            return StandardError.write("there are no sightings; `cairn sighting add` adds one\n")
        }
        if !sightings.isEmpty {
            var table = TextTable("first", "last", "source", "where", "content", "reported by", "case", "number")
            for one in sightings {
                let said = one.statement
                table.add(
                    said.firstSeen ?? "",
                    said.lastSeen ?? "",
                    said.source.rawValue,
                    words(of: said),
                    one.path ?? one.digest.hex,
                    said.reportedBy,
                    one.caseReference,
                    "\(one.id)"
                )
            }
            StandardOutput.write(table.text)
        }
        for one in devices {
            let place = [one.item.caseReference, one.item.exhibit, one.item.path].joined(separator: "/")
            let facts = [one.takenAt.map { "taken \($0)" }, one.position.map(words)].compactMap(\.self)
            StandardOutput.write("held as \(place)\(facts.isEmpty ? "" : ": " + facts.joined(separator: ", "))\n")
        }
    }

    /// Address and place in one line.
    static func words(of statement: SightingStatement) -> String {
        [
            statement.address.map { "\($0.type.rawValue) \($0.value)" }, statement.place,
            statement.position.map(words),
        ].compactMap(\.self).joined(separator: ", ")
    }

    private static func words(of position: GeographicPoint) -> String {
        "\(position.latitude) \(position.longitude)"
    }
}
