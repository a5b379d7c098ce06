public import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation

/// What an act of coding changed.
public struct CodedContents: Hashable, Sendable {
    /// The code of each stack that it reached, as it is now.
    public let codes: [Int64: String?]
    /// How many contents of the case are in them.
    public let contents: Int
}

extension Workspace {
    /// The scheme of the codes that Cairn starts with: opaque values 1 to 9.
    public static let codeScheme = "cairn/1"

    /// Gives all contents of stacks a code, or takes it back.
    ///
    /// - Parameters:
    ///   - code: The code, at most 64 characters; nil takes back what was given.
    ///   - stacks: The stacks' numbers.
    ///   - reference: The case; only its own contents get the code.
    ///   - scheme: The scheme of the code, `NAME/VERSION`.
    ///   - viewer: Who gives it.
    /// - Returns: How much it reached.
    /// - Throws: ``CaseworkError``; code `usage` if the code is empty or too long or not one of the scheme, or no stack
    ///   has anything of the case.
    public func giveCode(
        _ code: String?,
        toStacks stacks: [Int64],
        inCase reference: String,
        inScheme scheme: String = Workspace.codeScheme,
        by viewer: Viewer
    ) throws(CaseworkError) -> CodedContents {
        if let code, code.isEmpty || code.count > 64 {
            throw CaseworkError(.usage, "a code is 1 to 64 characters long")
        }
        // The values of the scheme that Cairn starts with are the face's own.
        if scheme != Self.codeScheme {
            let known = try self.scheme(scheme).values.map(\.code)
            if let code, !known.contains(code) {
                throw CaseworkError(.usage, "the scheme \(scheme) has the codes \(known.joined(separator: ", "))")
            }
        }
        let number = try caseNumber(reference)
        let act = UUID().uuidString.lowercased()
        let coded = try writing { writer throws(StoreError) -> CodedContents? in
            var contents = 0
            for stack in Set(stacks).sorted() {
                let members = try writer.reader.members(ofStack: stack, inCase: number)
                for media in members {
                    try writer.addVote(
                        code,
                        scheme: scheme,
                        media: media,
                        inCase: number,
                        author: viewer.name,
                        act: act,
                        isShown: scheme == Self.codeScheme
                    )
                }
                contents += members.count
            }
            guard contents > 0 else { return nil }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: code == nil ? "code.withdrawn" : "code.given",
                    caseReference: reference,
                    subject: Set(stacks).sorted().map { "\($0)" }.joined(separator: " "),
                    details: ["code": code ?? "none", "contents": "\(contents)", "act": act, "scheme": scheme]
                )
            )
            return CodedContents(
                codes: Dictionary(uniqueKeysWithValues: Set(stacks).map { ($0, code) }),
                contents: contents
            )
        }
        guard let coded else {
            throw CaseworkError(.usage, "the case has none of these stacks any more; load the page again")
        }
        return coded
    }

    /// Undoes the last act by which an account gave or took codes in a case.
    ///
    /// - Returns: What it changed; nil if there is nothing to undo.
    /// - Throws: ``CaseworkError``.
    public func undoCodes(
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> CodedContents? {
        let number = try caseNumber(reference)
        return try classed {
            try store.write { writer throws(StoreError) -> CodedContents? in
                guard let act = try writer.reader.lastAct(of: viewer.name, inCase: number) else { return nil }
                let contents = try writer.reader.media(ofAct: act)
                let scheme = try writer.reader.scheme(ofAct: act) ?? Self.codeScheme
                var codes: [Int64: String?] = [:]
                for media in contents {
                    let former = try writer.reader.code(
                        onMedia: media,
                        inCase: number,
                        scheme: scheme,
                        before: act
                    )
                    if let stack = try writer.reader.stack(ofMedia: media) { codes[stack] = former }
                    try writer.addVote(
                        former,
                        scheme: scheme,
                        media: media,
                        inCase: number,
                        author: viewer.name,
                        act: "undo-\(act)",
                        isShown: scheme == Self.codeScheme
                    )
                }
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "code.undone",
                        caseReference: reference,
                        details: ["contents": "\(contents.count)", "act": act]
                    )
                )
                return CodedContents(codes: codes, contents: contents.count)
            }
        }
    }
}

extension Workspace {
    /// How many contents of a case are in stacks.
    public func contents(ofStacks stacks: [Int64], inCase reference: String) throws(CaseworkError) -> Int {
        let number = try caseNumber(reference)
        return try classed {
            try store.read { reader throws(StoreError) in
                var count = 0
                for stack in Set(stacks) { count += try reader.members(ofStack: stack, inCase: number).count }
                return count
            }
        }
    }
}
