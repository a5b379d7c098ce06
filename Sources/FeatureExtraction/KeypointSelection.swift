internal import CLocalFeatures
internal import CaseModel

/// Chooses which keypoints of a picture are kept, and in which order.
///
/// Half of each choice are the most distinctive keypoints, half the most distinctive of each cell of a grid, so that no
/// part of the picture goes without. Three choices stand one after the other, so that each prefix serves its purpose:
/// first what finds copies, from keypoints large enough to survive reduction to 640 pixels; then what finds objects,
/// from all; then all others by distinctiveness, for a query that is ready to pay more.
struct KeypointSelection {
    private static let gridSide = 8
    /// The longer side at which copies are sought.
    private static let copySide: Float = 640
    /// The smallest keypoint that the detector finds, in pixels.
    private static let smallest: Float = 2
    /// Keypoints at one place are one patch with several directions: more than this say nothing new.
    private static let mostDirections = 2

    let width: Int
    let height: Int

    /// The numbers of the keypoints to keep, the most useful first.
    func choose(from found: UnsafeBufferPointer<cairn_keypoint>, most: Int) -> [Int] {
        let ranked = found.indices.sorted { left, right in
            let (first, second) = (found[left], found[right])
            return (first.response, -first.y, -first.x, -first.angle)
                > (second.response, -second.y, -second.x, -second.angle)
        }
        let distinct = withoutExcessDirections(ranked, found)
        let longer = Float(max(width, height))
        let coarse = Self.smallest * max(1, longer / Self.copySide)
        var chosen: [Int] = []
        var isChosen = [Bool](repeating: false, count: found.count)
        func add(_ candidates: [Int], upTo total: Int) {
            for number in half(of: candidates, found, count: min(total, most) - chosen.count) {
                chosen.append(number)
                isChosen[number] = true
            }
        }
        add(distinct.filter { found[$0].size >= coarse }, upTo: FeatureDepth.copies.featureCount)
        add(distinct.filter { !isChosen[$0] }, upTo: FeatureDepth.objects.featureCount)
        chosen += distinct.lazy.filter { !isChosen[$0] }.prefix(max(0, most - chosen.count))
        return chosen
    }

    /// Takes turns between the most distinctive of all and the most distinctive of each cell.
    private func half(of ranked: [Int], _ found: UnsafeBufferPointer<cairn_keypoint>, count: Int) -> [Int] {
        guard count > 0 else { return [] }
        guard ranked.count > count else { return ranked }
        let spread = spread(ranked, found)
        var chosen: [Int] = []
        var isChosen: Set<Int> = []
        var next = (response: 0, spread: 0)
        while chosen.count < count {
            while isChosen.contains(ranked[next.response]) { next.response += 1 }
            isChosen.insert(ranked[next.response])
            chosen.append(ranked[next.response])
            guard chosen.count < count else { break }
            while isChosen.contains(spread[next.spread]) { next.spread += 1 }
            isChosen.insert(spread[next.spread])
            chosen.append(spread[next.spread])
        }
        return chosen
    }

    /// All keypoints, the best of every cell first, then the second best of every cell, and so on.
    private func spread(_ ranked: [Int], _ found: UnsafeBufferPointer<cairn_keypoint>) -> [Int] {
        var cells = [[Int]](repeating: [], count: Self.gridSide * Self.gridSide)
        for number in ranked {
            let column = min(Self.gridSide - 1, max(0, Int(found[number].x) * Self.gridSide / max(1, width)))
            let row = min(Self.gridSide - 1, max(0, Int(found[number].y) * Self.gridSide / max(1, height)))
            cells[row * Self.gridSide + column].append(number)
        }
        var all: [Int] = []
        all.reserveCapacity(ranked.count)
        var rank = 0
        while all.count < ranked.count {
            for cell in cells where rank < cell.count { all.append(cell[rank]) }
            rank += 1
        }
        return all
    }

    private func withoutExcessDirections(_ ranked: [Int], _ found: UnsafeBufferPointer<cairn_keypoint>) -> [Int] {
        struct Place: Hashable {
            let x: Float
            let y: Float
            let size: Float
        }
        var counts: [Place: Int] = [:]
        return ranked.filter { number in
            let place = Place(x: found[number].x, y: found[number].y, size: found[number].size)
            counts[place, default: 0] += 1
            return counts[place, default: 0] <= Self.mostDirections
        }
    }
}
