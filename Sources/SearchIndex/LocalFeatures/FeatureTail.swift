internal import CaseModel

/// Features in memory that are not yet in a segment.
final class FeatureTail: PostingSource {
    private struct List {
        var signatures: [UInt64] = []
        var postings: [Posting] = []
    }

    private var lists = [List](repeating: List(), count: FeatureVocabulary.wordCount)
    private var pictures: [IndexedPicture] = []
    private(set) var postingCount = 0
    private(set) var highestCase = 0

    var pictureCount: Int { pictures.count }

    func append(_ features: LocalFeatures, words: [FeatureVocabulary.Word], media: Int64, caseNumber: Int) {
        let number = UInt32(pictures.count)
        let picture = IndexedPicture(
            media: media,
            frame: features.frame,
            at: features.at,
            width: features.width,
            height: features.height,
            caseNumber: caseNumber
        )
        pictures.append(picture)
        highestCase = max(highestCase, picture.countedCase)
        for (keypoint, word) in zip(features.keypoints, words) {
            let packed = PackedKeypoint(keypoint, width: features.width, height: features.height)
            lists[word.number].signatures.append(word.signature)
            lists[word.number].postings.append(Posting(picture: number, keypoint: packed.bits))
        }
        postingCount += words.count
    }

    func picture(_ number: Int) -> IndexedPicture {
        pictures[number]
    }

    func withList<Value>(ofWord word: Int, _ body: (PostingList) -> Value) -> Value {
        lists[word].signatures.withUnsafeBufferPointer { signatures in
            lists[word].postings.withUnsafeBufferPointer { postings in
                body(PostingList(signatures: signatures, postings: postings))
            }
        }
    }
}
