package import CaseModel
import CaseStore

/// Contents that are not part of a database, compared with all that are.
package struct MediaComparison {
    private let index: ComparisonIndex
    private let workspace: Workspace

    /// Reads the indexes of a database.
    ///
    /// - Throws: ``CaseworkError``.
    package init(_ workspace: Workspace) throws(CaseworkError) {
        self.workspace = workspace
        index = try classed { try ComparisonIndex(workspace) }
    }

    /// Writes the indexes to disk, as an ingest does in the end.
    ///
    /// - Throws: ``CaseworkError``.
    package func save() throws(CaseworkError) {
        try index.save(isLast: true)
        try workspace.saveAdjacency()
    }

    /// What matches a content.
    ///
    /// - Returns: Matches of which the content is side b, with number 0.
    /// - Throws: ``CaseworkError``.
    package func matches(of analysis: Analysis) throws(CaseworkError) -> [Match] {
        let index = index
        return try classed {
            try workspace.store.read { reader throws(StoreError) in
                try index.matches(of: analysis, region: nil, reader: reader)
            }
        }
    }

    /// What matches each of many contents.
    ///
    /// - Returns: The matches of each, of which it is side b, with number 0.
    /// - Throws: ``CaseworkError``.
    package func matches(ofExhibit analyses: [Analysis]) throws(CaseworkError) -> [[Match]] {
        var all: [[Match]] = []
        for analysis in analyses { all.append(try matches(of: analysis)) }
        return all
    }
}
