public import Casework
import Foundation

/// Turns reports into pages that need nothing beside them, for files and for paper.
public struct ReportRenderer: Sendable {
    private let renderer: PageRenderer

    /// The languages in which reports are written, English first.
    public static var languages: [String] { Catalogue.all.map(\.language) }

    /// Reads the templates.
    ///
    /// - Throws: An error of a template that cannot be read.
    public init() throws {
        self.init(try PageRenderer())
    }

    init(_ renderer: PageRenderer) {
        self.renderer = renderer
    }

    /// Writes a report as one page.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - language: The language of its words; English if there is none of this name.
    /// - Returns: The page: no address in it leads anywhere, and no value in it is taken for markup.
    public func html(_ report: Report, language: String) -> String {
        let words = Catalogue.of(language)
        var values = ReportWords(words).values(report)
        values["t"] = words.texts
        values["language"] = words.language
        values["direction"] = words.direction
        return renderer.render("report-document", values) ?? ""
    }

    /// The bytes of a report in a form for files.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - format: The form.
    ///   - language: The language of its words, where it has any.
    /// - Returns: The bytes.
    /// - Throws: ``Casework/CaseworkError`` if no PDF can be made.
    public func bytes(_ report: Report, as format: ReportFormat, language: String) throws(CaseworkError) -> [UInt8] {
        switch format {
        case .json: report.json
        case .html, .page: Array(html(report, language: language).utf8)
        case .pdf: try PaperPrinter.pdf(of: html(report, language: language))
        }
    }
}
