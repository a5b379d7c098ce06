internal import CairnKernels

/// The weights by which one side of a picture is summed to 64 values.
///
/// PDQ smooths a picture twice with a box along rows and along columns, and then takes 64 by 64 samples of the result.
/// All of these steps are linear, and those along rows commute with those along columns, so each sample is a weighted
/// sum over a short band of rows and a short band of columns.
struct BandedWeights {
    /// 64 bands.
    let bands: [cairn_band]
    /// The weights of all bands, one band after another.
    let weights: [Float]

    /// Computes the weights of a side.
    ///
    /// Cost: proportional to `length` times the window, `length / 128`.
    ///
    /// - Parameter length: Pixels, at least 5.
    init(length: Int) {
        let full = (length + 127) / 128
        let half = (full + 2) / 2
        func window(_ centre: Int) -> ClosedRange<Int> {
            max(0, centre - (full - half))...min(length - 1, centre + half - 1)
        }
        var bands: [cairn_band] = []
        var weights: [Float] = []
        bands.reserveCapacity(Grid.side)
        for k in 0..<Grid.side {
            let outer = window(Int((Double(k) + 0.5) * Double(length) / Double(Grid.side)))
            let first = window(outer.lowerBound).lowerBound
            let last = window(outer.upperBound).upperBound
            var band = [Double](repeating: 0, count: last - first + 1)
            for i in outer {
                let inner = window(i)
                let share = 1 / Double(outer.count) / Double(inner.count)
                for j in inner { band[j - first] += share }
            }
            bands.append(
                cairn_band(first: Int32(first), count: Int32(band.count), weights: Int32(weights.count))
            )
            weights.append(contentsOf: band.lazy.map { Float($0) })
        }
        self.bands = bands
        self.weights = weights
    }

    /// The weights of a side whose pixels are stored backwards.
    init(reversing other: BandedWeights, length: Int) {
        bands = other.bands.map { band in
            cairn_band(first: Int32(length) - band.first - band.count, count: band.count, weights: band.weights)
        }
        var reversed = other.weights
        for band in other.bands {
            let range = Int(band.weights)..<Int(band.weights + band.count)
            reversed.replaceSubrange(range, with: other.weights[range].reversed())
        }
        weights = reversed
    }
}
