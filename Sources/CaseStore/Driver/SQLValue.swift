/// A value of a column or parameter, in the types that SQLite and PostgreSQL share.
enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
    init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
    init(_ value: Bool) { self = .integer(value ? 1 : 0) }
}

/// One row of a result, read by position.
struct SQLRow: Sendable {
    var values: [SQLValue]

    func integer(_ column: Int) -> Int64? {
        guard case .integer(let value) = values[column] else { return nil }
        return value
    }

    func real(_ column: Int) -> Double? {
        switch values[column] {
        case .real(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    func text(_ column: Int) -> String? {
        guard case .text(let value) = values[column] else { return nil }
        return value
    }

    func blob(_ column: Int) -> [UInt8]? {
        guard case .blob(let value) = values[column] else { return nil }
        return value
    }

    /// A column that the schema declares `NOT NULL`; a row without it is damage.
    func required<Value>(_ column: Int, _ read: (SQLRow, Int) -> Value?) throws(StoreError) -> Value {
        guard let value = read(self, column) else { throw .damaged("a required column is empty") }
        return value
    }

    func id(_ column: Int) throws(StoreError) -> Int64 { try required(column) { $0.integer($1) } }
    func string(_ column: Int) throws(StoreError) -> String { try required(column) { $0.text($1) } }
    func bytes(_ column: Int) throws(StoreError) -> [UInt8] { try required(column) { $0.blob($1) } }
    func number(_ column: Int) throws(StoreError) -> Int { Int(try id(column)) }
}
