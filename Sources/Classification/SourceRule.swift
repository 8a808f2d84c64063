public import Findings

/// What a call makes that may become an identifier: a file of Rules/Sources/.
public struct SourceRule: Sendable {
    public var header: RuleHeader
    public var source: IdentifierSite.Source
    /// Dotted globs of the calls; where several rules match a call, the longest glob decides.
    public var calls: [GlobPattern]
    /// Whether globs of one name stand for functions alone, not for methods of that name.
    public var isFunctionOnly: Bool
    /// Whether the function handed on without a call makes the value later: `default=uuid4`.
    public var isCallable: Bool
    /// Whether the value is an identifier unless something says otherwise: nobody makes a UUID for another purpose.
    public var isIdentifier: Bool
    public var bits: Bits
    public var text: TextKind
    /// Of these, one argument must be a keyword that is not false, or a text that holds it; empty asks for nothing.
    public var demands: [String]

    /// How many random bits a call gives.
    public enum Bits: Sendable, Hashable {
        case fixed(Double)
        /// So many for each unit of the first argument; the default is for calls without one.
        case perUnit(Double, default: Double)
        /// The logarithm of how many numbers lie between the first two arguments.
        case range
        /// Those of one element of the first argument, a text, for each that is taken.
        case choices
    }

    public init(
        header: RuleHeader, source: IdentifierSite.Source, calls: [GlobPattern], isFunctionOnly: Bool = false,
        isCallable: Bool = false,
        isIdentifier: Bool = false, bits: Bits = .fixed(0), text: TextKind = .opaque,
        demands: [String] = []
    ) {
        self.header = header
        self.source = source
        self.calls = calls
        self.isFunctionOnly = isFunctionOnly
        self.isCallable = isCallable
        self.isIdentifier = isIdentifier
        self.bits = bits
        self.text = text
        self.demands = demands
    }
}

/// What the text of a made value is written in.
public enum TextKind: String, Sendable, Hashable, CaseIterable {
    /// 36 characters, five groups of hexadecimal digits.
    case uuid
    case hexadecimal, base64, decimal
    /// Bytes, which are no text yet.
    case bytes
    /// Letters of some alphabet.
    case letters
    /// A text that nothing is known of.
    case opaque
}

/// Source rules by the last names of the calls that they speak of.
struct SourceTable: Sendable {
    private let rules: [SourceRule]
    /// The rules with a glob of this last name.
    private let byLastName: [String: [Int]]
    /// Those with a glob whose last name is a pattern.
    private let wild: [Int]

    init(_ rules: [SourceRule]) {
        self.rules = rules
        var byLastName: [String: [Int]] = [:]
        var wild: [Int] = []
        for (index, rule) in rules.enumerated() {
            for name in Set(rule.calls.map { Self.lastName(of: $0.text) }).sorted() {
                if name.utf8.contains(UInt8(ascii: "*")) || name.utf8.contains(UInt8(ascii: "?")) {
                    if wild.last != index { wild.append(index) }
                } else {
                    byLastName[name, default: []].append(index)
                }
            }
        }
        self.byLastName = byLastName
        self.wild = wild
    }

    /// As `RuleSet.sourceCallNames`.
    var lastNames: [String]? { wild.isEmpty ? Array(byLastName.keys) : nil }

    /// The rule for a call known by a dotted name; nil where it makes nothing.
    func rule(for call: String, language: String) -> SourceRule? {
        let last = Self.lastName(of: call)
        guard let named = byLastName[last] ?? (wild.isEmpty ? nil : []) else { return nil }
        let isDotted = last.utf8.count < call.utf8.count
        var best: (index: Int, length: Int)?
        for index in named + wild where rules[index].header.speaks(of: language) {
            for glob in rules[index].calls where glob.matches(call) {
                if rules[index].isFunctionOnly, isDotted, !glob.text.utf8.contains(UInt8(ascii: ".")) {
                    continue
                }
                let length = glob.text.utf8.count
                if best.map({ length > $0.length }) ?? true { best = (index, length) }
            }
        }
        return best.map { rules[$0.index] }
    }

    private static func lastName(of name: String) -> String {
        name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
    }
}

extension RuleSet {
    /// The last names of the calls that source rules speak of; nil where some rule speaks of calls of any name.
    public var sourceCallNames: [String]? { sources.lastNames }

    /// The rule for a call known by a dotted name; nil where it makes nothing. Of several the one with the longest
    /// glob.
    public func sourceRule(for call: String, language: String) -> SourceRule? {
        sources.rule(for: call, language: language)
    }
}
