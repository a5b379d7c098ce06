/// What is said where videos were only looked at quickly so far.
enum QuickNotice {
    /// One line for so many items; nil for none.
    static func text(items: Int) -> String? {
        guard items > 0 else { return nil }
        return "\(items == 1 ? "1 video was" : "\(items) videos were") looked at quickly only (key frames); "
            + "run `cairn ingest` again without --quick-only to complete"
    }
}
