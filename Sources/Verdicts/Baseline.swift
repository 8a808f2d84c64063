package import Findings

/// The findings that a repository knows of and has not mended yet: a committed file that may only shrink.
package struct Baseline: Sendable, Hashable {
    /// One known finding.
    package struct Entry: Sendable, Hashable {
        package var rule: String
        package var domain: String
        /// `Finding.qualifiedName`.
        package var name: String
        package var symbol: String
        package var path: String
        /// `Finding.fingerprint` and `Finding.contents`.
        package var fingerprint: String
        package var contents: String

        package init(
            rule: String, domain: String, name: String, symbol: String, path: String, fingerprint: String,
            contents: String
        ) {
            self.rule = rule
            self.domain = domain
            self.name = name
            self.symbol = symbol
            self.path = path
            self.fingerprint = fingerprint
            self.contents = contents
        }

        package init(_ finding: Finding) {
            self.init(
                rule: finding.rule, domain: finding.domain, name: finding.qualifiedName,
                symbol: finding.symbol, path: finding.path, fingerprint: finding.fingerprint,
                contents: finding.contents)
        }
    }

    /// In order of path, symbol, rule and fingerprint.
    package var entries: [Entry]
    /// The audited path from the folder of the file: findings of another part of the repository say nothing here.
    package var root: String

    package init(entries: [Entry], root: String = ".") {
        self.root = root
        self.entries = entries.sorted {
            ($0.path, $0.symbol, $0.rule, $0.fingerprint) < ($1.path, $1.symbol, $1.rule, $1.fingerprint)
        }
    }
}
