import Glibc
import Verdicts

/// How a run ended, for scripts: the only place that ends the process.
enum ExitStatus: Int32, Error {
    case clean = 0
    case findings = 1
    /// Usage, rules, configuration, input or output.
    case error = 2
    /// A migration that would have to guess.
    case refused = 3

    /// How a verdict ends a run. What could not be judged is an error, not a finding.
    init(_ verdict: Verdict) {
        switch verdict.outcome {
        case .pass: self = .clean
        case .fail: self = .findings
        case .incomplete: self = .error
        }
    }

    func exit() -> Never { Glibc.exit(rawValue) }
}

/// Why a command cannot do what it was asked: one line, what is wrong and what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
