import Foundation
import HTTPTypes
import Synchronization

/// Counts and durations of requests by route, as Prometheus reads them (text format 0.0.4).
final class RequestMetrics: Sendable {
    /// Upper bounds of the buckets, in seconds.
    private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10]

    private struct Key: Hashable {
        let method: String
        let path: String
        let status: Int
    }

    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: bounds.count)
    }

    private let series = Mutex<[Key: Series]>([:])

    func count(route: Route, status: Int, duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
        let key = Key(method: route.method.rawValue, path: route.path, status: status)
        series.withLock { all in
            var one = all[key] ?? Series()
            one.count += 1
            one.seconds += seconds
            for (place, bound) in Self.bounds.enumerated() where seconds <= bound { one.buckets[place] += 1 }
            all[key] = one
        }
    }

    /// All series as text.
    var text: String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.path, $0.key.method, $0.key.status) < ($1.key.path, $1.key.method, $1.key.status)
        }
        var lines = [
            "# HELP cairn_request_seconds Time from the first byte of a request to its answer.",
            "# TYPE cairn_request_seconds histogram",
        ]
        for (key, one) in all {
            let labels = "method=\"\(key.method)\",route=\"\(key.path)\",status=\"\(key.status)\""
            for (bound, count) in zip(Self.bounds, one.buckets) {
                lines.append("cairn_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(count)")
            }
            lines.append("cairn_request_seconds_bucket{\(labels),le=\"+Inf\"} \(one.count)")
            lines.append("cairn_request_seconds_sum{\(labels)} \(one.seconds)")
            lines.append("cairn_request_seconds_count{\(labels)} \(one.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
