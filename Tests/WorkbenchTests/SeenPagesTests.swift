import Accounts
import CaseModel
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Where it was seen: page, time line and map", .serialized)
struct SeenPagesTests {
    private func mark(_ number: Int, lane: Int = 0, _ time: ClosedRange<Int>?, _ place: (Double, Double)? = nil)
        -> SeenMark
    {
        SeenMark(
            anchor: "sighting-\(number)",
            lane: lane,
            label: "Place \(number)",
            description: "",
            time: time,
            position: place.flatMap { GeographicPoint(latitude: $0.0, longitude: $0.1) }
        )
    }

    @Test("Bars lie in the order of time, in lanes, and do not cover one another")
    func timeLine() throws {
        let day = 86_400
        let marks = [
            mark(1, 0...10 * day), mark(2, 5 * day...20 * day), mark(3, lane: 2, 30 * day...30 * day), mark(4, nil),
        ]
        let drawing = try #require(SeenTimeLine(marks))
        #expect(drawing.bars.map(\.mark.anchor) == ["sighting-1", "sighting-2", "sighting-3"])
        #expect(drawing.bars[0].x < drawing.bars[1].x && drawing.bars[1].x < drawing.bars[2].x)
        #expect(drawing.bars[0].y != drawing.bars[1].y)
        #expect(drawing.lanes.map(\.number) == [0, 2])
        for bar in drawing.bars {
            let lane = try #require(drawing.lanes.first { $0.number == bar.mark.lane })
            #expect(bar.y >= lane.y && bar.y + SeenTimeLine.barHeight <= lane.y + lane.height)
            #expect(bar.x + bar.width <= SeenTimeLine.width)
        }
        #expect(drawing.ticks.first?.text == "1970-01-01")
        #expect(drawing == SeenTimeLine(marks))
        #expect(SeenTimeLine([mark(1, nil)]) == nil)
    }

    @Test("Ticks are few, and lie on round days, months and years", arguments: [1, 40, 400, 4000, 40_000])
    func ticks(_ days: Int) throws {
        let first = 20_000
        let drawing = try #require(SeenTimeLine([mark(1, first * 86_400...(first + days) * 86_400)]))
        #expect((1...9).contains(drawing.ticks.count), "\(drawing.ticks)")
        #expect(Set(drawing.ticks.map(\.x)).count == drawing.ticks.count)
        #expect(drawing.ticks.map(\.text) == drawing.ticks.map(\.text).sorted())
    }

    @Test("Places lie where they are, those beside one another as one spot, and what is outside is counted")
    func map() throws {
        let marks = [
            mark(1, nil, (60.17, 24.94)), mark(2, nil, (60.1701, 24.9401)), mark(3, nil, (-33.9, 18.4)), mark(4, 0...0),
        ]
        let whole = try #require(SeenMap(marks, .world))
        #expect(whole.spots.map(\.marks.count) == [2, 1])
        #expect((whole.spots[0].x, whole.spots[0].y) == (499, -1203))
        #expect(whole.spots[0].name?.text == "Place 1 (2)")
        #expect(whole.outside == 0)
        let part = try #require(SeenMap(marks, .europe))
        #expect(part.spots.count == 1 && part.outside == 1)
        #expect(part.radius < whole.radius)
        let near = try #require(SeenMap(Array(marks.prefix(2)), .places))
        #expect(near.outside == 0)
        let box = near.viewBox.split(separator: " ").compactMap { Int($0) }
        #expect(box[2] == 240 && box[3] == 240)
        #expect(SeenMap([mark(4, 0...0)], .world) == nil)
        // At the edge a name stands left of its spot, and one that would cover another spot is left out.
        let crowded = try #require(
            SeenMap([mark(5, nil, (-41, 175)), mark(6, nil, (60, 11)), mark(7, nil, (60, 25))], .world)
        )
        #expect(crowded.spots.map(\.name?.anchor) == ["end", "start", "end"])
        let tight = try #require(SeenMap([mark(6, nil, (0, 0)), mark(7, nil, (0, 8)), mark(8, nil, (0, -8))], .world))
        #expect(tight.spots.compactMap(\.name?.text).count == 2)
    }

    @Test("The outlines are an image of our own in the units of the map, without script or style")
    func outlines() throws {
        let text = String(decoding: try #require(Assets.shared["static/outlines.svg"]), as: UTF8.self)
        #expect(text.utf8.count < 150_000)
        #expect(text.contains(#"viewBox="-3600 -1800 7200 3600""#))
        #expect(text.contains("Natural Earth"))
        #expect(!text.contains("<script") && !text.contains("<style") && !text.contains("href"))
    }

    @Test("A sighting is entered, drawn, listed and taken back; a table is imported")
    func page() async throws {
        let workbench = try await TestWorkbench()
        let workspace = workbench.workspace
        try workspace.addAgency("North", by: workbench.owner)
        let session = try workbench.signIn("hill", role: .analyst, agency: "North")
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workspace.addMember(toCase: "N-1", account: "hill", by: workbench.owner)
        try await workbench.ingest(["a.txt": "a note", "b.txt": "another note"], intoCase: "N-1", exhibit: "box")
        let path = "/cases/N-1/seen"
        #expect(try await workbench.ask("GET", path, session: session).body.contains("Nothing is on record yet."))
        let form =
            "content=a.txt&source=chat&address_type=handle&address=%40Dealer&place=%3Cb%3EHarbour&latitude=60.17"
            + "&longitude=24.94&first_seen=2026-05-01&last_seen=&reported_by=Hotline"
        #expect(try await workbench.ask("POST", path, session: session, form: form).status == 303)
        let wrong = try await workbench.ask(
            "POST",
            path,
            session: session,
            form: form.replacing("60.17", with: "600")
        )
        #expect(wrong.status == 400 && wrong.body.contains("latitude"))
        let shown = try await workbench.ask("GET", path + "?area=europe", session: session)
        #expect(shown.status == 200)
        for part in [
            "Account: @dealer", "&lt;b&gt;Harbour", ##"href="#sighting-1""##, #"id="sighting-1""#,
            #"<image href="/static/outlines.svg""#, "<time datetime=\"2026-05-01\">",
        ] { #expect(shown.body.contains(part), "\(part)") }
        #expect(!shown.body.contains("<b>Harbour"))
        #expect(try await workbench.ask("GET", "/static/outlines.svg").headers["content-type"] == "image/svg+xml")

        let digest = try #require(try workspace.sightings(at: "dealer", for: workbench.owner).sightings.first).digest
        let only = try await workbench.ask("GET", path + "?content=\(digest.hex)", session: session)
        #expect(only.body.contains("box/a.txt"))
        #expect(try await workbench.ask("GET", path + "?content=none.txt", session: session).status == 400)
        let item = try #require(try workspace.sightings(at: "dealer", for: workbench.owner).sightings.first?.item)
        let itemPage = try await workbench.ask("GET", "/cases/N-1/items/\(item)", session: session)
        #expect(itemPage.body.contains("Account: @dealer"))
        let search = try await workbench.ask("GET", "/search?q=%40dealer", session: session)
        #expect(search.body.contains("Seen at this address") && search.body.contains("a.txt"))

        func send(_ table: String) async throws -> Answer {
            let body =
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t.csv\"\r\n\r\n\(table)\r\n--x--\r\n"
            return try await workbench.ask(
                "POST",
                path + "/import",
                session: session,
                body: Data(body.utf8),
                headers: ["Content-Type": "multipart/form-data; boundary=x"]
            )
        }
        let head = "content,source,reported_by,place\n"
        let faulty = try await send(head + "b.txt,chat,H,P\nc.txt,chat,H,P\n")
        #expect(faulty.status == 400 && faulty.body.contains("line 3: content"))
        let taken = try await send(head + "b.txt,device,North,Attic\n")
        #expect(taken.status == 303 && taken.headers["location"]?.contains("notice_sightings_imported") == true)
        #expect(try await workbench.ask("GET", path, session: session).body.contains("Attic"))

        let back = "sighting=1&reason=another+content"
        #expect(try await workbench.ask("POST", path + "/withdraw", session: session, form: back).status == 303)
        #expect(try await !workbench.ask("GET", path, session: session).body.contains("Harbour"))
    }
}
