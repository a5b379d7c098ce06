internal import CVocabulary

extension FeatureVocabulary {
    /// The vocabulary that Cairn ships; nil only if the program was built with a file that is none.
    public static let shipped: FeatureVocabulary? = {
        var count = 0
        let start = cairn_vocabulary(&count)
        return FeatureVocabulary(bytes: UnsafeRawBufferPointer(start: start, count: count))
    }()
}
