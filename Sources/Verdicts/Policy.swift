package import Findings

/// What a repository demands of itself: the part of `.ssot.yaml` that a gate judges by (DESIGN.md §7).
package struct Policy: Sendable, Hashable {
    /// How many counted managers a domain may have.
    package var budgets: [String: Int] = [:]
    package var defaultBudget = 1
    /// How many test doubles a domain may have; nil where nobody set a limit.
    package var testDoubleBudgets: [String: Int] = [:]
    package var defaultTestDoubleBudget: Int?
    /// Percentages below which a gate fails.
    package var floors = Floors()
    /// Severities that replace those of the rules; nil turns a rule off.
    package var severities: [String: Severity?] = [:]
    /// The mildest severity that fails a gate.
    package var failingSeverity = Severity.warning
    package var waivers: [Waiver] = []
    /// Paths whose files may be skipped or unreadable without the gate failing.
    package var toleratedSkips: [String] = []
    /// Whether a baseline that lists what is mended already fails the gate: such entries are leave to break it again.
    package var failsOnStaleBaseline = false

    /// Contracts whose last run, of this state of the tree, has to have broken no MUST.
    package var contracts = RequiredContracts.none

    package init() {}

    package func budget(for domain: String) -> Int { budgets[domain] ?? defaultBudget }

    /// Percentages from 0 to 100; nil where nobody set one.
    package struct Floors: Sendable, Hashable {
        package var definition: Double?
        package var usage: Double?
        package var identifiers: Double?
        /// Definition compliance of single domains.
        package var domains: [String: Double] = [:]

        package init() {}
    }
}

/// Leave to violate a rule at a place, for a time, by somebody, for a reason.
package struct Waiver: Sendable, Hashable {
    package var rule: String
    /// The dotted name of a symbol, whose members it covers too; nil where a path is meant.
    package var symbol: String?
    /// A glob of paths; nil where a symbol is meant.
    package var path: String?
    package var owner: String
    package var reason: String
    /// The last day on which it holds.
    package var expires: Day?
    /// Where it is written: the configuration or a source file.
    package var origin: Origin

    package struct Origin: Sendable, Hashable {
        package var path: String
        /// 1-based.
        package var line: Int
        /// The lines of its file that an inline waiver covers; nil for one of the configuration.
        package var lines: ClosedRange<Int>?

        package init(path: String, line: Int, lines: ClosedRange<Int>? = nil) {
            self.path = path
            self.line = line
            self.lines = lines
        }
    }

    package init(
        rule: String, symbol: String? = nil, path: String? = nil, owner: String, reason: String,
        expires: Day?, origin: Origin
    ) {
        self.rule = rule
        self.symbol = symbol
        self.path = path
        self.owner = owner
        self.reason = reason
        self.expires = expires
        self.origin = origin
    }
}
