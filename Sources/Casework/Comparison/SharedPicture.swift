import CaseModel
import Matching

/// The pictures or frames of two contents that share a part by their local features.
struct SharedPicture {
    let relation: PartRelation
    let query: LocalFeatures
    let stored: LocalFeatures

    /// All pairs of pictures or frames that share a part.
    static func all(_ first: Analysis, _ second: Analysis) -> [SharedPicture] {
        first.localFeatures.flatMap { query in
            second.localFeatures.compactMap { stored in
                guard let relation = PartRelation.best(query, stored), relation.kind != nil else { return nil }
                return SharedPicture(relation: relation, query: query, stored: stored)
            }
        }
    }

    /// The pair of which most features agree.
    static func best(_ first: Analysis, _ second: Analysis) -> SharedPicture? {
        all(first, second).max { $0.relation.figures.rareInliers < $1.relation.figures.rareInliers }
    }
}
