import CaseModel
import Casework

extension LinkOutput: APIValue {
    static let schema = Schema.object(
        .required("id", .anyText),
        .required("kind", .choice(LinkKind.self)),
        .required("strength", .number(0...1)),
        .optional("likelihood_ratio", .number()),
        .required("a", side),
        .required("b", side),
        .required("evidence", evidence),
        .optional(
            "joint",
            .object(
                .required("hypothesis", .anyText),
                .required("kinds", .list(.choice(LinkKind.self))),
                .required("strength", .number(0...1)),
                .optional("likelihood_ratio", .number())
            )
        )
    ).named("Link")

    private static let stretch = Schema.list(.number(), 2...2).saying("Start and end in seconds.")

    private static let side = Schema.object(
        .optional("case", .anyText),
        .optional("exhibit", .anyText),
        .optional("path", Schema.anyText.saying("Absent where the items of the case may not be seen.")),
        .required("sha256", .digest),
        .optional("segment", stretch),
        .optional("region", Schema.list(.integer(), 4...4).saying("x, y, width, height in pixels."))
    ).named("LinkSide")

    private static let evidence = Schema(
        .object(
            named(
                .count,
                "pdq_distance frames_matched frames_distinct shots_matched frames_verified peaks_matched inliers "
                    + "identifier_count near_identifier_count"
            )
                + named(
                    .number(),
                    "frame_share_a frame_share_b bit_error_rate peaks_expected peak_score tempo pitch explained "
                        + "overlap_share residual pce pce_at_zero scale"
                ) + named(.anyText, "sha256 transform tier statement serial make model type value") + [
                    .optional("segment_a", stretch), .optional("segment_b", stretch),
                    .optional("pictures", .list(.count, 2...2)), .optional("resolution", .list(.count)),
                    .optional("model_leaks", .flag), .optional("serial_fields", .list(.anyText)),
                    .optional(
                        "identifiers",
                        .list(
                            .object(
                                .required("type", .choice(IdentifierType.self)),
                                .required("value", .anyText),
                                .optional("near_value", .anyText),
                                .optional("near", .flag),
                                .optional("lines", .list(.count, 2...2))
                            )
                        )
                    ),
                ]
        )
    ).named("LinkEvidence")

    private static func named(_ schema: Schema, _ names: String) -> [Schema.Field] {
        names.split(separator: " ").map { .optional(String($0), schema) }
    }
}

extension StatedLinkOutput: APIValue {
    static let schema = Schema.object(
        .required("id", .anyText),
        .required(
            "a",
            Schema.object(
                .required("case", .anyText),
                .optional("exhibit", .anyText),
                .optional("path", Schema.anyText.saying("Absent where the items of the case may not be seen.")),
                .required("sha256", .digest)
            ).named("StatedLinkItem").saying("The item that is held.")
        ),
        .required(
            "b",
            Schema.object(
                .required("case", .anyText),
                .optional("exhibit", .anyText),
                .optional("path", Schema.anyText.saying("Absent where the items of the case may not be seen.")),
                .optional("report", .anyText),
                .required("format", .anyText),
                .required("standing", .choice(ReportedFile.Standing.self)),
                .optional("md5", .anyText),
                .optional("sha1", .anyText),
                .optional("sha256", .digest)
            ).named("StatedLinkFile").saying(
                "What a report states of a file that is not where the report lies: a claim."
            )
        ),
        .required(
            "evidence",
            .object(
                .required(
                    "hash_type",
                    Schema.choice(StatedDigests.HashType.self).saying("The strongest digest that is stated.")
                ),
                .optional("contradicted", Schema.flag.saying("Another digest that is stated is not the item's."))
            )
        )
    ).named("StatedLink")
}
