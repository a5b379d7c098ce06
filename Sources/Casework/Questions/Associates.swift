import CaseModel
import CaseStore

/// Someone, or a conversation, that messages come from or go to.
public struct Associate: Hashable, Sendable {
    /// What ``value`` is: a type of identifier, `account`, `name` (as a chat shows it) or `conversation`.
    public let kind: String
    /// The identifier, account, name, or the conversation's name.
    public let value: String
    /// A name that goes with an identifier or account.
    public var name: String?
    /// Messages that were sent.
    public var sent = 0
    /// Messages that were received, or were there to be read.
    public var received = 0
    /// Items of the case in which they occur.
    public var items = 0

    /// Names someone.
    public init(kind: String, value: String, name: String? = nil) {
        self.kind = kind
        self.value = value
        self.name = name
    }
}

/// How often one associate wrote to another.
public struct Correspondence: Hashable, Sendable {
    /// Who wrote: a position in the nodes.
    public let from: Int
    /// To whom: a position in the nodes.
    public let to: Int
    /// How many messages.
    public var messages = 0
    /// The first and last time, as the exports state them.
    public var firstAt, lastAt: String?
    /// Items of the case in which they do.
    public var items = 0
}

/// Who writes to whom in a case.
public struct AssociatesGraph: Hashable, Sendable {
    /// Everyone, those with most messages first.
    public let nodes: [Associate]
    /// Who writes to whom, the most messages first.
    public let edges: [Correspondence]
    /// Conversations whose messages count for the conversation, as too many, or only one, take part.
    public let undivided: Int
}

extension Workspace {
    /// In a conversation of more people than this, messages go to the conversation, not to each of them.
    public static let largestDividedConversation = 50

    /// Counts who writes to whom in a case.
    ///
    /// A message without recipients goes to everyone who writes in its conversation.
    ///
    /// - Throws: ``CaseworkError``; code `usage` for an unknown case.
    public func associates(ofCase reference: String) throws(CaseworkError) -> AssociatesGraph {
        let number = try caseNumber(reference)
        return try classed {
            try store.read { reader throws(StoreError) in
                var builder = AssociatesBuilder()
                var conversation: [TalkRecord] = []
                var media: Int64 = -1
                try reader.talks(ofCase: number) { talk throws(StoreError) in
                    if talk.media != media {
                        builder.add(conversation)
                        conversation = []
                        media = talk.media
                    }
                    conversation.append(talk)
                }
                builder.add(conversation)
                return builder.graph
            }
        }
    }
}

/// Puts conversations together to one graph.
private struct AssociatesBuilder {
    private struct Key: Hashable {
        let kind: String
        let value: String
    }

    private struct Pair: Hashable {
        let from: Int
        let to: Int
    }

    private var positions: [Key: Int] = [:]
    private var nodes: [Associate] = []
    private var edges: [Pair: Correspondence] = [:]
    private var undivided = 0

    /// Adds all talks of one content.
    mutating func add(_ records: [TalkRecord]) {
        guard let first = records.first else { return }
        var seen: Set<Int> = []
        var seenPairs: Set<Pair> = []
        for (chat, talks) in Dictionary(grouping: records.map(\.talk), by: \.chat).sorted(by: {
            ($0.key ?? "") < ($1.key ?? "")
        }) {
            var senders: Set<Int> = []
            for talk in talks { senders.insert(position(of: talk)) }
            let isDivided = (2...Workspace.largestDividedConversation).contains(senders.count)
            let hasOpen = talks.contains { $0.recipient == nil }
            if hasOpen, !isDivided { undivided += 1 }
            for talk in talks {
                let from = position(of: talk)
                nodes[from].sent += talk.messages
                var to: [Int]
                if let recipient = talk.recipient {
                    to = [position(Key(kind: "name", value: recipient), name: nil)]
                } else if isDivided {
                    to = senders.subtracting([from]).sorted()
                } else {
                    to = [position(Key(kind: "conversation", value: chat ?? first.path), name: nil)]
                }
                to.removeAll { $0 == from }
                for other in to {
                    nodes[other].received += talk.messages
                    let pair = Pair(from: from, to: other)
                    var edge = edges[pair] ?? Correspondence(from: from, to: other)
                    edge.messages += talk.messages
                    edge.firstAt = [edge.firstAt, talk.firstAt].compactMap(\.self).min()
                    edge.lastAt = [edge.lastAt, talk.lastAt].compactMap(\.self).max()
                    if seenPairs.insert(pair).inserted { edge.items += first.items }
                    edges[pair] = edge
                }
                seen.formUnion(to + [from])
            }
        }
        for node in seen { nodes[node].items += first.items }
    }

    /// The graph, sorted.
    var graph: AssociatesGraph {
        let order = nodes.indices.sorted { first, second in
            let (a, b) = (nodes[first], nodes[second])
            return (b.sent + b.received, a.kind, a.value) < (a.sent + a.received, b.kind, b.value)
        }
        var places = [Int](repeating: 0, count: nodes.count)
        for (place, position) in order.enumerated() { places[position] = place }
        let sorted = edges.values.map { edge in
            var moved = Correspondence(from: places[edge.from], to: places[edge.to])
            moved.messages = edge.messages
            moved.firstAt = edge.firstAt
            moved.lastAt = edge.lastAt
            moved.items = edge.items
            return moved
        }.sorted { ($1.messages, $0.from, $0.to) < ($0.messages, $1.from, $1.to) }
        return AssociatesGraph(nodes: order.map { nodes[$0] }, edges: sorted, undivided: undivided)
    }

    private mutating func position(of talk: Talk) -> Int {
        if let identifier = talk.identifier {
            let name = talk.sender == identifier.value ? nil : talk.sender
            return position(Key(kind: identifier.type.rawValue, value: identifier.value), name: name)
        }
        if let account = talk.account { return position(Key(kind: "account", value: account), name: talk.sender) }
        return position(Key(kind: "name", value: talk.sender), name: nil)
    }

    private mutating func position(_ key: Key, name: String?) -> Int {
        if let known = positions[key] { return known }
        positions[key] = nodes.count
        nodes.append(Associate(kind: key.kind, value: key.value, name: name))
        return nodes.count - 1
    }
}
