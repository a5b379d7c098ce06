/// All counts of one unit, before anything is withheld.
struct UnitCounts {
    /// The variables, in the order of the counts.
    let variables: [StatisticsVariable]
    /// The categories of each variable.
    let categories: [[Category]]
    /// The tables, in the order of the counts.
    let names: [TableName]
    /// The counts.
    let system: CountSystem

    /// Counts all records of a unit.
    init(_ unit: StatisticsUnit, _ classification: Classification) {
        names = TableName.allCases.filter { $0.unit == unit }
        var variables: [StatisticsVariable] = []
        for name in names {
            for variable in [name.rows, name.columns] where !variables.contains(variable) { variables.append(variable) }
        }
        self.variables = variables
        var categories: [[Category]] = []
        var places: [[Int]] = []
        var margins: [[Int]] = []
        for variable in variables {
            let found = classification.categories(of: variable, unit: unit)
            let listed = Self.listed(Set(found), of: variable)
            let numbers = Dictionary(uniqueKeysWithValues: listed.enumerated().map { ($1, $0) })
            let place = found.map { numbers[$0] ?? listed.count - 1 }
            var counts = [Int](repeating: 0, count: listed.count)
            for category in place { counts[category] += 1 }
            categories.append(listed)
            places.append(place)
            margins.append(counts)
        }
        self.categories = categories
        let tables = names.map { name in
            let row = variables.firstIndex(of: name.rows) ?? 0
            let column = variables.firstIndex(of: name.columns) ?? 0
            var cells = categories[row].map { _ in [Int](repeating: 0, count: categories[column].count) }
            for (left, right) in zip(places[row], places[column]) { cells[left][right] += 1 }
            return CountSystem.Table(rowVariable: row, columnVariable: column, cells: cells)
        }
        system = CountSystem(total: places.first?.count ?? 0, margins: margins, tables: tables)
    }

    /// What a variable's categories are: all bands of time, else those that occur; missing always, and last.
    private static func listed(_ found: Set<Category>, of variable: StatisticsVariable) -> [Category] {
        let codes = found.subtracting([.missing])
        return (variable == .timeToIdentification ? TimeBand.all : codes.sorted()) + [.missing]
    }
}
