/// Finds out what readers can work out of what is withheld.
///
/// For a withheld count it looks for other data that would be published in the very same way, but with another value there. Data
/// that are found are the proof: whole counts, all sums right, in all tables of the unit at once. The count is safe when the
/// largest and the smallest value found lie at least the threshold apart.
struct DisclosureAudit: Sendable {
    /// A table that could not follow the change of another.
    struct Obstacle: Sendable {
        let table: Int
        /// The table as far as it came.
        let network: TableNetwork
        let shortfall: TableNetwork.Shortfall
        /// The table whose change it was.
        let origin: Int
        /// Totals of that table, as arcs, without each set of which it was to change otherwise.
        let alternatives: [Set<Int>]
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
    /// - Returns: The distance, at most the limit, and what hindered more.
    func width(of quantity: Quantity, limit: Int) -> (width: Int, obstacles: [Obstacle]) {
        let up = reach(of: quantity, up: true, limit: limit)
        guard up.reach < limit else { return (limit, []) }
        let down = reach(of: quantity, up: false, limit: limit - up.reach)
        return (up.reach + down.reach, up.obstacles + down.obstacles)
    }

    private func reach(of quantity: Quantity, up isUp: Bool, limit: Int) -> (reach: Int, obstacles: [Obstacle]) {
        var world = networks
        var reached = 0
        var obstacles: [Obstacle] = []
        while reached < limit {
            // All at once where that goes, else one by one, as each may have to go another way.
            let step =
                step(of: quantity, up: isUp, by: limit - reached, in: world, &obstacles)
                ?? step(of: quantity, up: isUp, by: 1, in: world, &obstacles)
            guard let step else { return (reached, obstacles) }
            reached += step.amount
            world = step.world
        }
        return (limit, [])
    }

    /// Changes a count in one table and makes the others follow.
    private func step(
        of quantity: Quantity,
        up isUp: Bool,
        by amount: Int,
        in world: [TableNetwork],
        _ obstacles: inout [Obstacle]
    ) -> (amount: Int, world: [TableNetwork])? {
        for table in system.tables(with: quantity) {
            guard let arc = world[table].arcNumbers[quantity] else { continue }
            for freedom in Self.freedoms {
                // Where another table cannot follow, the change is tried without each of the totals that changed.
                var attempts: [Set<Int>] = [[]]
                var attempt = 0
                while attempt < min(attempts.count, Self.mostAttempts) {
                    let barred = attempts[attempt]
                    attempt += 1
                    var changed = world
                    let moved = changed[table].shift(arc, up: isUp, by: amount, freedom, around: barred)
                    guard moved > 0 else { continue }
                    let totals = changed[table].changedTotals(since: world[table]).filter { $0 != arc }
                    guard let lack = spread(from: table, in: &changed, since: world) else { return (moved, changed) }
                    let alternatives = totals.map { barred.union([$0]) }
                    attempts += alternatives.filter { !attempts.contains($0) }
                    let obstacle = Obstacle(
                        table: lack.table,
                        network: changed[lack.table],
                        shortfall: lack.shortfall,
                        origin: table,
                        alternatives: alternatives
                    )
                    obstacles.append(obstacle)
                }
            }
        }
        return nil
    }

    /// How many ways of changing a count in one table are tried; more finds more, and takes longer where nothing is to be found.
    private static let mostAttempts = 24

    /// From the least change to the greatest: the fewer totals change, the fewer other tables have to follow.
    private static let freedoms: [TableNetwork.Freedom] = [
        .init(rows: false, columns: false, total: false), .init(rows: false, columns: true, total: false),
        .init(rows: true, columns: false, total: false), .init(rows: true, columns: true, total: false), .init(),
    ]

    /// What a table lacked when it was to follow.
    private typealias Lack = (table: Int, shortfall: TableNetwork.Shortfall)

    /// Makes all other tables agree with one whose counts were changed.
    private func spread(from table: Int, in world: inout [TableNetwork], since former: [TableNetwork]) -> Lack? {
        let changed = system.tables[table]
        return spread(changed.rowVariable, from: table, in: &world, since: former)
            ?? spread(changed.columnVariable, from: table, in: &world, since: former)
    }

    /// Makes the tables beyond a variable agree, each once, as the tables are a tree.
    private func spread(
        _ variable: Int,
        from table: Int,
        in world: inout [TableNetwork],
        since former: [TableNetwork]
    ) -> Lack? {
        let isRowsHere = system.tables[table].rowVariable == variable
        let changes = zip(world[table].margins(ofRows: isRowsHere), former[table].margins(ofRows: isRowsHere))
            .map { $0 - $1 }
        guard changes.contains(where: { $0 != 0 }) else { return nil }
        for other in system.tables(over: variable) where other != table {
            let isRows = system.tables[other].rowVariable == variable
            if world[table].total == former[table].total {
                var settled = world[other]
                if settled.absorb(changes, ofRows: isRows, otherFree: false) == nil {
                    world[other] = settled
                    continue
                }
            }
            if let shortfall = world[other].absorb(changes, ofRows: isRows, otherFree: true) {
                return (other, shortfall)
            }
            let beyond = isRows ? system.tables[other].columnVariable : system.tables[other].rowVariable
            if let lack = spread(beyond, from: other, in: &world, since: former) { return lack }
        }
        return nil
    }
}
