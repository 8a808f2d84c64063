package import Verdicts

extension Share {
    /// The percentage alone, with one decimal so that columns of it align; only what is whole says 100 %.
    package var percentText: String {
        let tenths = numerator == denominator ? 1000 : min(999, Int((percent * 10).rounded()))
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
