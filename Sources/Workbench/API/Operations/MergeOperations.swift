import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Merging a record into another of its kind, and taking that back: the same for series and subjects.
enum MergeOperations {
    /// The two operations.
    ///
    /// - Parameters:
    ///   - noun: What a record is called, in the singular.
    ///   - path: Its path.
    ///   - summary: What a merge says.
    ///   - target: How the other record is named.
    ///   - merge: Merges, expecting a version if one is stated.
    ///   - unmerge: Takes a merge back for a reason.
    /// - Returns: The operations.
    static func of<Target: Decodable & Sendable>(
        _ noun: String,
        at path: String,
        _ summary: String,
        target: Schema,
        merge: @escaping @Sendable (APIRequest, MergeWish<Target>, Int?) async throws -> RecordOutcome?,
        unmerge: @escaping @Sendable (APIRequest, String) async throws -> RecordOutcome?
    ) -> [APIOperation] {
        let name = noun.prefix(1).uppercased() + noun.dropFirst()
        return [
            APIOperation(
                "merge\(name)",
                .post,
                "\(path)/merge",
                .system(.work),
                summary,
                body: .json(
                    Schema.object(
                        .required("into", target),
                        .required("reason", .text(.line, 1...200)),
                        .optional("version", RecordVersion.seen)
                    ).named("\(name)Merge")
                ),
                answer: .json(.created, RecordVersion.schema),
                problems: [.notFound, .conflict],
                isOnceByKey: true,
                takesVersion: true,
                handle: { asked in
                    let wish: MergeWish<Target> = try asked.decoded()
                    return try RecordVersion.answer(try await merge(asked, wish, asked.version ?? wish.version))
                }
            ),
            APIOperation(
                "unmerge\(name)",
                .post,
                "\(path)/unmerge",
                .system(.work),
                "Takes the merge of a \(noun) into another back.",
                body: .json(ReasonWish.schema),
                answer: .json(.created, RecordVersion.schema),
                problems: [.notFound],
                isOnceByKey: true,
                handle: { asked in
                    let wish: ReasonWish = try asked.decoded()
                    return try RecordVersion.answer(try await unmerge(asked, wish.reason))
                }
            ),
        ]
    }
}
