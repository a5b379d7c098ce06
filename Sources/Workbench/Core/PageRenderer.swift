import Foundation
import Mustache

/// The values of a template by their names: strings, numbers, Booleans, lists and values in turn.
typealias PageValues = [String: Any]

/// Turns templates and values into pages.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary

    /// Reads all templates.
    ///
    /// - Throws: An error of the template that cannot be read.
    init() throws {
        var library = MustacheLibrary()
        for path in Assets.shared.paths(in: "templates") {
            let name = path.dropFirst("templates/".count).dropLast(".mustache".count)
            try library.register(String(decoding: Assets.shared[path] ?? [], as: UTF8.self), named: String(name))
        }
        self.library = library
    }

    /// Fills in a template; nil if there is none of this name.
    func render(_ template: String, _ values: PageValues) -> String? {
        library.render(values, withTemplate: template)
    }
}
