import Casework

/// Who writes to whom, in the form of the interface.
enum AssociatesOutput {
    private struct Person: Encodable {
        let kind: String
        let value: String
        let name: String?
        let sent: Int?
        let received: Int?
        let items: Int?

        init(_ node: Associate, isWhole: Bool) {
            kind = node.kind
            value = node.value
            name = node.name
            sent = isWhole ? node.sent : nil
            received = isWhole ? node.received : nil
            items = isWhole ? node.items : nil
        }
    }

    private struct Pair: Encodable {
        let from: Person
        let to: Person
        let messages: Int
        let firstAt: String?
        let lastAt: String?
        let items: Int
    }

    private struct Summary: Encodable {
        let nodes: Int
        let edges: Int
        let nodesLeftOut: Int
        let edgesLeftOut: Int
        let undividedConversations: Int
    }

    /// Prints the first nodes, the first edges and a summary, a line each.
    static func print(_ graph: AssociatesGraph, most: Int) throws {
        for node in graph.nodes.prefix(most) { try JSONLines.print(["node": Person(node, isWhole: true)]) }
        for edge in graph.edges.prefix(most) {
            let pair = Pair(
                from: Person(graph.nodes[edge.from], isWhole: false),
                to: Person(graph.nodes[edge.to], isWhole: false),
                messages: edge.messages,
                firstAt: edge.firstAt,
                lastAt: edge.lastAt,
                items: edge.items
            )
            try JSONLines.print(["edge": pair])
        }
        let summary = Summary(
            nodes: graph.nodes.count,
            edges: graph.edges.count,
            nodesLeftOut: max(0, graph.nodes.count - most),
            edgesLeftOut: max(0, graph.edges.count - most),
            undividedConversations: graph.undivided
        )
        try JSONLines.print(["summary": summary])
    }
}

/// Who writes to whom, as people read it: a table of people, then one of pairs.
struct AssociatesTable {
    let text: String

    init(_ graph: AssociatesGraph, most: Int) {
        guard !graph.nodes.isEmpty else {
            text = "no chats in this case\n"
            return
        }
        var people = TextTable("who", "kind", "sent", "received", "items")
        for node in graph.nodes.prefix(most) {
            people.add(Self.name(node), node.kind, "\(node.sent)", "\(node.received)", "\(node.items)")
        }
        var pairs = TextTable("from", "to", "messages", "first", "last", "items")
        for edge in graph.edges.prefix(most) {
            pairs.add(
                Self.name(graph.nodes[edge.from]),
                Self.name(graph.nodes[edge.to]),
                "\(edge.messages)",
                edge.firstAt ?? "",
                edge.lastAt ?? "",
                "\(edge.items)"
            )
        }
        var lines = people.text + Self.left(graph.nodes.count - most, "people")
        lines += "\n" + pairs.text + Self.left(graph.edges.count - most, "pairs")
        if graph.undivided > 0 {
            lines += "\n\(graph.undivided) conversations in which one or more than "
            lines += "\(Workspace.largestDividedConversation) people write stand for those whom a message went to\n"
        }
        text = lines
    }

    private static func name(_ node: Associate) -> String {
        node.name.map { "\(node.value) (\($0))" } ?? node.value
    }

    private static func left(_ count: Int, _ what: String) -> String {
        count > 0 ? "… and \(count) more \(what) (--top 0 shows all)\n" : ""
    }
}
