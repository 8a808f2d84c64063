import Reports
import Testing

struct VisibleTextTests {
    @Test(
        "control characters are spelt out, everything else stays",
        arguments: [
            ("app/é.py", "app/é.py"), ("a\u{1b}[31mb", "a\\u{1b}[31mb"), ("a\nb\r\n", "a\\u{a}b\\u{d}\\u{a}"),
            ("\u{7f}\u{9b}", "\\u{7f}\\u{9b}"), ("", ""), ("a\u{2028}b", "a\\u{2028}b"), ("🦀", "🦀"),
        ])
    func texts(text: String, visible: String) { #expect(text.visible == visible) }
}
