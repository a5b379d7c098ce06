/// Finds out what readers can work out of what is withheld.
///
/// For a withheld count it looks for other data that would be published in the very same way, but with another value there. Data
/// that are found are the proof: whole counts, all sums right, in all tables of the unit at once. The count is safe when the
/// largest and the smallest value found lie at least the threshold apart.
struct DisclosureAudit: Sendable {
    /// A place where a way for counts was missing.
    struct Obstacle: Sendable {
        let table: Int
        let from: Int
        let to: Int
        let freedom: TableNetwork.Freedom
    }

    let system: CountSystem
    /// One network for each table, with its true counts.
    private(set) var networks: [TableNetwork]

    /// Begins with everything published.
    init(_ system: CountSystem) {
        self.system = system
        networks = system.tables.indices.map { TableNetwork(system, table: $0) }
    }

    /// Withholds a quantity in all tables that have it.
    mutating func withhold(_ quantity: Quantity) {
        for table in system.tables(with: quantity) { networks[table].withhold(quantity) }
    }

    /// How far apart the values are that a count can have by one table alone.
    ///
    /// - Parameters:
    ///   - arc: The count's arc.
    ///   - table: The table.
    ///   - limit: What is enough in each direction.
    /// - Returns: How far it can go up and down.
    func reach(of arc: Int, inTable table: Int, limit: Int) -> (up: Int, down: Int) {
        var (higher, lower) = (networks[table], networks[table])
        return (
            higher.shift(arc, up: true, by: limit, .init()), lower.shift(arc, up: false, by: limit, .init())
        )
    }

    /// How far apart the values are that a count was shown to be able to have by all tables together.
    ///
    /// - Parameters:
    ///   - quantity: The count.
    ///   - limit: What is enough.
    /// - Returns: The distance, at most the limit, and where more was hindered.
    func width(of quantity: Quantity, limit: Int) -> (width: Int, obstacle: Obstacle?) {
        let up = reach(of: quantity, up: true, limit: limit)
        guard up.reach < limit else { return (limit, nil) }
        let down = reach(of: quantity, up: false, limit: limit - up.reach)
        return (up.reach + down.reach, up.obstacle ?? down.obstacle)
    }

    private func reach(of quantity: Quantity, up isUp: Bool, limit: Int) -> (reach: Int, obstacle: Obstacle?) {
        var best = 0
        var obstacle: Obstacle?
        for table in system.tables(with: quantity) {
            guard let arc = networks[table].arcNumbers[quantity] else { continue }
            for freedom in Self.freedoms {
                var wanted = limit
                while wanted > best {
                    var world = networks
                    let moved = world[table].shift(arc, up: isUp, by: wanted, freedom)
                    guard moved > best else { break }
                    guard let hindrance = spread(from: table, in: &world) else {
                        best = moved
                        break
                    }
                    obstacle = hindrance
                    wanted = moved - 1
                }
                if best == limit { return (best, nil) }
            }
        }
        return (best, obstacle)
    }

    /// From the least change to the greatest: the fewer totals change, the fewer other tables have to follow.
    private static let freedoms: [TableNetwork.Freedom] = [
        .init(rows: false, columns: false, total: false), .init(rows: false, columns: true, total: false),
        .init(rows: true, columns: false, total: false), .init(rows: true, columns: true, total: false), .init(),
    ]

    /// Makes all other tables agree with one whose counts were changed.
    private func spread(from table: Int, in world: inout [TableNetwork]) -> Obstacle? {
        let changed = system.tables[table]
        return spread(changed.rowVariable, from: table, in: &world)
            ?? spread(changed.columnVariable, from: table, in: &world)
    }

    /// Makes the tables beyond a variable agree, each once, as the tables are a tree.
    private func spread(_ variable: Int, from table: Int, in world: inout [TableNetwork]) -> Obstacle? {
        let isRowsHere = system.tables[table].rowVariable == variable
        let changes = zip(world[table].margins(ofRows: isRowsHere), networks[table].margins(ofRows: isRowsHere))
            .map { $0 - $1 }
        guard changes.contains(where: { $0 != 0 }) else { return nil }
        for other in system.tables(over: variable) where other != table {
            let isRows = system.tables[other].rowVariable == variable
            if world[table].total == networks[table].total {
                var settled = world[other]
                if settled.absorb(changes, ofRows: isRows, otherFree: false) == nil {
                    world[other] = settled
                    continue
                }
            }
            if let missing = world[other].absorb(changes, ofRows: isRows, otherFree: true) {
                let freedom = TableNetwork.Freedom(rows: !isRows, columns: isRows, total: false)
                return Obstacle(table: other, from: missing.from, to: missing.to, freedom: freedom)
            }
            let beyond = isRows ? system.tables[other].columnVariable : system.tables[other].rowVariable
            if let hindrance = spread(beyond, from: other, in: &world) { return hindrance }
        }
        return nil
    }
}
