import CaseModel

extension Region {
    /// The most that an edge or a size may be.
    private static let limit = 1 << 20

    /// Reads a rectangle as forms and addresses state it: `x,y,width,height` in pixels of the whole picture.
    init?(_ text: String) {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 4, let x = numbers[0], let y = numbers[1], let width = numbers[2],
            let height = numbers[3], x >= 0, y >= 0, width > 0, height > 0,
            [x, y, width, height].allSatisfy({ $0 < Self.limit })
        else { return nil }
        self.init(x: x, y: y, width: width, height: height)
    }
}
