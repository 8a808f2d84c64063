import Glibc

/// How a run ended, for scripts: the only place that ends the process.
enum ExitStatus: Int32, Error {
    case clean = 0
    case findings = 1
    /// Usage, rules, configuration, input or output.
    case error = 2

    func exit() -> Never { Glibc.exit(rawValue) }
}

/// Why a command cannot do what it was asked: one line, what is wrong and what to do.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
