/// Snapshots of coded records, frozen so that the tables made of them can be made again.
extension Migrations {
    static let statistics = Step(
        name: "0020-statistics-snapshots",
        statements: [
            """
            CREATE TABLE statistics_snapshot (
                id {identity},
                number TEXT NOT NULL UNIQUE,
                scheme TEXT NOT NULL,
                cases TEXT NOT NULL,
                bytes {blob} NOT NULL,
                author TEXT NOT NULL,
                at TEXT NOT NULL
            )
            """
        ]
    )
}
