/// When the file of an index that grows is written again as a whole: reading little from the store takes less time than
/// writing.
enum IndexRewriting {
    /// At the end, if at least so many entries are new, and one for so many old ones.
    private static let least = 4096
    private static let oldForEachNew = 64
    /// Meanwhile less often.
    private static let leastMeanwhile = 1 << 20
    private static let oldForEachNewMeanwhile = 4

    /// Weighs what the file lacks against what it holds.
    ///
    /// - Parameters:
    ///   - new: How many entries it lacks.
    ///   - old: How many it holds.
    ///   - isLast: Whether no more will be added.
    /// - Returns: Whether the file is to be written again.
    static func isDue(new: Int, old: Int, isLast: Bool) -> Bool {
        isLast
            ? new >= max(least, old / oldForEachNew) : new >= max(leastMeanwhile, old / oldForEachNewMeanwhile)
    }
}
