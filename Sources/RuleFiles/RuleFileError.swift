/// What is wrong with one or more files of rules or configuration: everything that one load found.
package struct RuleFileError: Error, Hashable, CustomStringConvertible {
    /// In order of path, line, column and message; never empty.
    package let diagnostics: [RuleDiagnostic]

    package init(_ diagnostics: [RuleDiagnostic]) { self.diagnostics = diagnostics.sorted() }

    /// One diagnostic a line.
    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// One thing that is wrong at one place.
package struct RuleDiagnostic: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let path: String
    /// 1-based.
    package let line: Int
    /// 1-based, in Unicode scalars.
    package let column: Int
    /// Lower case, no full stop: what is wrong; what to do.
    package let message: String

    package init(path: String, line: Int, column: Int, message: String) {
        self.path = path
        self.line = line
        self.column = column
        self.message = message
    }

    package var description: String { "\(path):\(line):\(column): \(message)" }

    package static func < (left: RuleDiagnostic, right: RuleDiagnostic) -> Bool {
        (left.path, left.line, left.column, left.message) < (
            right.path, right.line, right.column, right.message
        )
    }
}
