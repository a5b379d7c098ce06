import CaseModel
import Testing

@Suite("Numbers of subjects, days and merges")
struct SubjectNumberTests {
    @Test("A number is written with a letter and at least six digits")
    func written() {
        #expect(SubjectNumber(kind: .victim, sequence: 123).description == "V-000123")
        #expect(SubjectNumber(kind: .offender, sequence: 12_345_678).description == "O-12345678")
    }

    @Test("A number is read in either case and with any number of zeros", arguments: ["V-000123", "v-123", "V-0123"])
    func read(_ text: String) {
        #expect(SubjectNumber(text) == SubjectNumber(kind: .victim, sequence: 123))
    }

    @Test("Nothing else is read as a number", arguments: ["", "V", "V-", "V-0", "X-1", "V-1-2", "V-١", "123", "V--1"])
    func refused(_ text: String) {
        #expect(SubjectNumber(text) == nil)
    }

    @Test("Days of the calendar are days, leap years too", arguments: ["2024-02-29", "2000-02-29", "1999-12-31"])
    func days(_ text: String) {
        #expect(CalendarDay.checked(text) == text)
    }

    @Test(
        "Other texts are no days",
        arguments: [
            "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-01-01", "2024-1-1", "today",
        ]
    )
    func noDays(_ text: String) {
        #expect(CalendarDay.checked(text) == nil)
    }

    @Test("A merged record leads to the last of a chain, and the last knows all that lead to it")
    func chains() {
        let map = MergeMap([1: 2, 2: 5, 4: 5])
        #expect([1, 2, 3, 4, 5].map(map.root) == [5, 5, 3, 5, 5])
        #expect(map.family(of: 5) == [1, 2, 4, 5])
        #expect(map.family(of: 3) == [3])
    }
}
