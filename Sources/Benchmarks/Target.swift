/// A ratio that the project has set itself to reach.
struct Target {
    let title: String
    /// What is divided, by what.
    let dividend: Contender.Name
    let divisor: Contender.Name
    let limit: Double
    /// Whether the ratio may be no more than the limit, or no less.
    let isUpper: Bool

    static let all: [Target] = [
        Target(
            title: "cold scan / ruff", dividend: .coldScan, divisor: .ruff, limit: 1.0, isUpper: true),
        Target(
            title: "ast-grep / cold scan", dividend: .astGrep, divisor: .coldScan, limit: 5, isUpper: false),
        Target(title: "ctags / outline", dividend: .ctags, divisor: .outline, limit: 2, isUpper: false),
        Target(
            title: "whole audit / arid", dividend: .gate, divisor: .arid, limit: 1, isUpper: true),
        Target(title: "jscpd / whole audit", dividend: .jscpd, divisor: .gate, limit: 4, isUpper: false),
        Target(
            title: "second scan / cold scan", dividend: .warmScan, divisor: .coldScan, limit: 0.25,
            isUpper: true),
    ]

    /// What a whole audit should take, in seconds.
    static let auditLimit = 1.5

    /// The largest resident set of a cold scan, in millions of bytes.
    static let peakLimit = 300.0

    /// How the limit reads in a table.
    var demand: String { (isUpper ? "at most " : "at least ") + fixed(limit, 2) }

    func holds(_ value: Double) -> Bool { isUpper ? value <= limit : value >= limit }
}
