public import CaseModel

extension StoreWriter {
    /// Notes where an account is in a list of a case.
    public func setPlace(_ place: String, of author: String, inCase id: Int64, list: String) throws(StoreError) {
        try session.run(Statements.setPlace, [.text(author), .integer(id), .text(list), .text(place)])
    }

    /// Keeps an account's settings, as text that only the face that wrote it reads.
    public func setSettings(_ settings: String, of author: String) throws(StoreError) {
        try session.run(Statements.setSettings, [.text(author), .text(settings)])
    }
}

extension StoreReader {
    /// Where an account was in a list of a case.
    public func place(of author: String, inCase id: Int64, list: String) throws(StoreError) -> String? {
        try session.first(Statements.place, [.text(author), .integer(id), .text(list)])?.text(0)
    }

    /// An account's settings.
    public func settings(of author: String) throws(StoreError) -> String? {
        try session.first(Statements.settings, [.text(author)])?.text(0)
    }

    /// How new what is stored is.
    public func mark() throws(StoreError) -> StoreMark {
        guard let row = try session.first(Statements.freshness) else { throw .damaged("counting gave no row") }
        return StoreMark(item: try row.id(0), custody: try row.id(1))
    }
}
