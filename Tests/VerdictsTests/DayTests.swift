import Testing
import Verdicts

struct DayTests {
    @Test(
        "a day is read and written alike",
        arguments: [
            ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-12-31", 20_818), ("1969-12-31", -1),
        ])
    func known(text: String, number: Int) throws {
        let day = try #require(Day(text))
        #expect(day.number == number)
        #expect(day.description == text)
    }

    @Test("every day of eight centuries survives its text")
    func roundTrip() {
        for number in stride(from: -100_000, through: 200_000, by: 1) {
            let text = Day(number: number).description
            guard Day(text)?.number == number else {
                Issue.record("\(number) is \(text)")
                return
            }
        }
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "20260101", "", "2026-01-32", "2026-01-0a",
            "2026-01-01 ",
        ])
    func refused(text: String) { #expect(Day(text) == nil) }

    @Test(
        "a moment belongs to its day",
        arguments: [
            (0, "1970-01-01"), (86_399_999, "1970-01-01"), (86_400_000, "1970-01-02"), (-1, "1969-12-31"),
        ])
    func moment(milliseconds: Int64, text: String) {
        #expect(Day(milliseconds: milliseconds).description == text)
    }
}
