import CaseModel
import Casework
import Interchange

/// Files that reports name, in the form of the interface and in words.
enum ReportedFileOutput {
    /// A file as one line of JSON; what the report says of it stands in it as the report has it.
    static func line(_ listed: ListedReportedFile) -> String {
        let file = listed.file
        var members = [
            JSONMember("case", .string(listed.report.caseReference)),
            JSONMember("exhibit", .string(listed.report.label)),
            JSONMember("report", .string(listed.report.source)),
            JSONMember("format", .string(listed.report.format)),
            JSONMember("path", .string(file.pathText)),
            JSONMember("standing", .string(file.standing.rawValue)),
            JSONMember("stated", stated(file.stated)),
        ]
        if let location = file.location { members.append(JSONMember("location", .string(location))) }
        if !file.standing.isHeld, listed.statement != nil {
            let items = listed.held.map { item in
                JSONValue.object([
                    JSONMember("case", .string(item.caseReference)), JSONMember("exhibit", .string(item.exhibit)),
                    JSONMember("path", .string(item.path)),
                ])
            }
            members.append(JSONMember("held", .array(items)))
            members.append(JSONMember("lists", .array(listed.lists.map { .string($0) })))
        }
        if let statement = listed.statement {
            var reader = JSONReader(bytes: Array(statement.utf8))
            if let value = try? reader.value() { members.append(JSONMember("statement", value)) }
        }
        return JSONValue.object([JSONMember("reported", .object(members))]).text + "\n"
    }

    /// A standing as people read it.
    static func words(of standing: ReportedFile.Standing) -> String {
        switch standing {
        case .waiting: "not looked at yet"
        case .agrees: "here, with the digests that the report states"
        case .differs: "here, with OTHER digests than the report states"
        case .unproven: "here; the report states no digest"
        case .unreadable: "here, but it cannot be read"
        case .missing: "not here"
        case .refused: "at a place that is not followed: outside the report's folder, or through a link"
        }
    }

    private static func stated(_ digests: StatedDigests) -> JSONValue {
        var members: [JSONMember] = []
        if let md5 = digests.md5 { members.append(JSONMember("md5", .string(md5.hexadecimal))) }
        if let sha1 = digests.sha1 { members.append(JSONMember("sha1", .string(sha1.hexadecimal))) }
        if let sha256 = digests.sha256 { members.append(JSONMember("sha256", .string(sha256.hex))) }
        if let size = digests.size { members.append(JSONMember("bytes", .integer(size))) }
        return .object(members)
    }
}
