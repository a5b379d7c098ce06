import Casework
import Foundation

/// Shows how far an ingest is: drawn anew on a terminal, a plain line every ten seconds elsewhere.
final class ProgressLine {
    private let start = Date()
    private var lastShown = Date()
    private var isDrawn = false

    func show(_ progress: IngestProgress) {
        let now = Date()
        if StandardError.isTerminal {
            guard now.timeIntervalSince(lastShown) >= 0.2 else { return }
            StandardError.write("\r\u{1B}[K" + text(progress, at: now))
            isDrawn = true
        } else {
            guard now.timeIntervalSince(lastShown) >= 10 else { return }
            StandardError.write(text(progress, at: now) + "\n")
        }
        lastShown = now
    }

    /// Clears what was drawn.
    func end() {
        if isDrawn { StandardError.write("\r\u{1B}[K") }
    }

    private func text(_ progress: IngestProgress, at now: Date) -> String {
        let seconds = max(now.timeIntervalSince(start), 0.001)
        let rate = Double(progress.done) / seconds
        var parts = [
            progress.total.map { "\(progress.done)/\(max($0, progress.done)) files" } ?? "\(progress.done) files"
        ]
        parts.append("\(Int(rate.rounded())) files/s")
        parts.append("\(Int((Double(progress.bytes) / seconds / 1e6).rounded())) MB/s")
        if progress.failed > 0 { parts.append("\(progress.failed) failed") }
        if let total = progress.total, rate > 0, total > progress.done {
            parts.append("\(Self.duration(Double(total - progress.done) / rate)) left")
        }
        return parts.joined(separator: ", ")
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }
}
