import Foundation

/// Shows how many of something are done: drawn anew on a terminal, a plain line every ten seconds elsewhere.
final class CountLine {
    private let noun: String
    private let start = Date()
    private var lastShown = Date()
    private var isDrawn = false

    init(noun: String) {
        self.noun = noun
    }

    func show(_ count: Int) {
        let now = Date()
        guard now.timeIntervalSince(lastShown) >= (StandardError.isTerminal ? 0.2 : 10) else { return }
        let rate = Double(count) / max(now.timeIntervalSince(start), 0.001)
        let text = "\(count) \(noun), \(Int(rate.rounded())) a second"
        isDrawn = StandardError.isTerminal
        StandardError.write(isDrawn ? "\r\u{1B}[K" + text : text + "\n")
        lastShown = now
    }

    /// Clears what was drawn.
    func end() {
        if isDrawn { StandardError.write("\r\u{1B}[K") }
    }
}
