/// Chooses what to withhold: small counts, and others that would give them away.
///
/// Counts of zero are always published. Every other count below the threshold is withheld; then more, until each withheld count is
/// safe by ``DisclosureAudit``, or nothing is left to withhold.
struct Suppressor {
    private let system: CountSystem
    private let threshold: Int
    private var audit: DisclosureAudit
    private var withheld: Set<Quantity> = []
    /// Withheld counts whose own table was not checked since they were withheld.
    private var waiting: [Quantity] = []

    /// Chooses for one unit.
    ///
    /// - Parameters:
    ///   - system: Its counts.
    ///   - threshold: The smallest count that is published.
    /// - Returns: What to withhold.
    static func withheld(in system: CountSystem, _ threshold: Int) -> Set<Quantity> {
        var suppressor = Suppressor(system, threshold)
        suppressor.run()
        return suppressor.withheld
    }

    private init(_ system: CountSystem, _ threshold: Int) {
        self.system = system
        self.threshold = threshold
        audit = DisclosureAudit(system)
    }

    private mutating func run() {
        for quantity in system.quantities where (1..<max(1, threshold)).contains(system.value(of: quantity)) {
            withhold(quantity)
        }
        var isSettled = false
        while !isSettled {
            while let quantity = waiting.popLast() { protectInItsTables(quantity) }
            isSettled = true
            for quantity in system.quantities where withheld.contains(quantity) {
                while !protectInAllTables(quantity) {
                    isSettled = false
                    while let added = waiting.popLast() { protectInItsTables(added) }
                }
            }
        }
    }

    private mutating func withhold(_ quantity: Quantity) {
        guard withheld.insert(quantity).inserted else { return }
        audit.withhold(quantity)
        waiting.append(quantity)
    }

    /// Withholds more of each table that has the quantity, until the table alone does not give it away.
    private mutating func protectInItsTables(_ quantity: Quantity) {
        for table in system.tables(with: quantity) {
            guard let arc = audit.networks[table].arcNumbers[quantity] else { continue }
            while true {
                let reach = audit.reach(of: arc, inTable: table, limit: threshold)
                let lacking = threshold - reach.up - reach.down
                guard lacking > 0, withholdWay(around: arc, in: table, reach, lacking) else { break }
            }
        }
    }

    /// Withholds the cheapest way on which a count could go further up or down; false if there is none.
    private mutating func withholdWay(
        around arc: Int,
        in table: Int,
        _ reach: (up: Int, down: Int),
        _ lacking: Int
    ) -> Bool {
        let network = audit.networks[table]
        let (tail, head) = (network.arcs[arc].tail, network.arcs[arc].head)
        let up = network.cheapestWay(from: head, to: [tail], carrying: reach.up + lacking, .init(), around: [arc])
        var way = up
        if network.values[arc] - 1 >= reach.down + lacking {
            let down = network.cheapestWay(
                from: tail,
                to: [head],
                carrying: reach.down + lacking,
                .init(),
                around: [arc]
            )
            if let down, down.cost < up?.cost ?? Int.max { way = down }
        }
        guard let way, !way.published.isEmpty else { return false }
        for published in way.published { withhold(network.arcs[published].quantity) }
        return true
    }

    /// Checks a quantity against all tables together, and withholds something more if it is not safe.
    ///
    /// - Parameter quantity: A withheld quantity.
    /// - Returns: Whether nothing was to be done, or nothing could be.
    private mutating func protectInAllTables(_ quantity: Quantity) -> Bool {
        let found = audit.width(of: quantity, limit: threshold)
        guard found.width < threshold else { return true }
        var cheapest: (way: (published: [Int], cost: Int), network: TableNetwork)?
        func consider(_ way: (published: [Int], cost: Int)?, in network: TableNetwork) {
            guard let way, !way.published.isEmpty, way.cost < cheapest?.way.cost ?? Int.max else { return }
            cheapest = (way, network)
        }
        for obstacle in found.obstacles {
            consider(Self.way(over: obstacle), in: obstacle.network)
            let origin = audit.networks[obstacle.origin]
            for totals in obstacle.alternatives {
                consider(way(around: totals, for: quantity, threshold - found.width, in: origin), in: origin)
            }
        }
        if let cheapest {
            for arc in cheapest.way.published { withhold(cheapest.network.arcs[arc].quantity) }
            return false
        }
        guard let next = smallestPublished(near: found.obstacles.first?.table) else { return true }
        withhold(next)
        return false
    }

    /// The cheapest way on which a table could follow, for all that it lacks or else for a part; there is always
    /// something published on it, as withheld counts alone gave no way.
    private static func way(over obstacle: DisclosureAudit.Obstacle) -> (published: [Int], cost: Int)? {
        let shortfall = obstacle.shortfall
        for amount in Set([shortfall.amount, 1]).sorted(by: >) {
            let way = obstacle.network.cheapestWay(
                from: shortfall.from,
                to: shortfall.to,
                carrying: amount,
                shortfall.freedom
            )
            if let way { return way }
        }
        return nil
    }

    /// The cheapest way on which a count could grow without the totals that other tables cannot follow.
    private func way(
        around totals: Set<Int>,
        for quantity: Quantity,
        _ amount: Int,
        in network: TableNetwork
    ) -> (published: [Int], cost: Int)? {
        guard let arc = network.arcNumbers[quantity] else { return nil }
        return network.cheapestWay(
            from: network.arcs[arc].head,
            to: [network.arcs[arc].tail],
            carrying: amount,
            .init(),
            around: totals.union([arc])
        )
    }

    /// The smallest published count above zero: of a table if it has one, else of all.
    private func smallestPublished(near table: Int?) -> Quantity? {
        let published = system.quantities.filter { !withheld.contains($0) && system.value(of: $0) > 0 }
        let near = published.filter { quantity in table.map { system.tables(with: quantity).contains($0) } ?? false }
        return (near.isEmpty ? published : near).min { system.value(of: $0) < system.value(of: $1) }
    }
}
