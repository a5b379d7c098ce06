import Statistics
import Testing

@Suite("Days of the calendar")
struct CalendarDateTests {
    @Test(
        "Days between two days are counted over leap years and centuries",
        arguments: [
            ("2000-01-01", "2000-03-01", 60), ("1900-02-28", "1900-03-01", 1), ("1999-12-31", "2000-01-01", 1),
            ("2000-03-01", "1999-03-01", -366), ("1970-01-01", "2024-02-29", 19_782), ("2024-05-05", "2024-05-05", 0),
        ]
    )
    func days(_ first: String, _ last: String, _ days: Int) throws {
        #expect(try #require(CalendarDate(first)).days(to: #require(CalendarDate(last))) == days)
    }

    @Test(
        "What is no day is refused",
        arguments: [
            "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "24-01-01",
            "2024-1-01", "2024-01-01T00", "2024/01/01", "+024-01-01", "２０２４-01-01", "",
        ]
    )
    func noDay(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("A day is written as it is read", arguments: ["2000-02-29", "0987-11-30", "9999-12-31"])
    func text(_ text: String) {
        #expect(CalendarDate(text)?.description == text)
    }
}
