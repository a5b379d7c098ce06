import CaseStore

extension Workspace {
    /// How long one transaction of a long writing takes, about.
    ///
    /// Officers' decisions wait for it, as a database file has one writer. Each piece costs one synchronisation of the disk,
    /// which is small beside this.
    private static var patience: Duration { .milliseconds(200) }
    /// How many elements are written before the clock is looked at.
    private static var few: Int { 256 }

    /// Writes many elements in order, in as many transactions as keep each of them short.
    ///
    /// Readers see what was written before the rest is: it must not count until something at the end says so.
    ///
    /// - Parameters:
    ///   - elements: What to write.
    ///   - isInterrupted: Asked before each transaction; true leaves the rest out.
    ///   - body: Writes some of them.
    /// - Returns: Whether all was written.
    /// - Throws: ``CaseworkError``.
    @discardableResult
    func writing<Element>(
        inPieces elements: [Element],
        isInterrupted: () -> Bool = { false },
        _ body: (StoreWriter, ArraySlice<Element>) throws(StoreError) -> Void
    ) throws(CaseworkError) -> Bool {
        var rest = elements[...]
        while !rest.isEmpty {
            if isInterrupted() { return false }
            let left = rest
            rest = try writing { writer throws(StoreError) in
                let due = ContinuousClock.now + Self.patience
                var rest = left
                repeat {
                    try body(writer, rest.prefix(Self.few))
                    rest = rest.dropFirst(Self.few)
                } while !rest.isEmpty && ContinuousClock.now < due
                return rest
            }
        }
        return true
    }
}
