import Lexing

/// Members and outer variables that a function counts up, `self.last += 1`: what such a number is given to may be an
/// identifier.
extension PythonOutliner {
    /// A name, by the hash of its token, and the function that it was met in.
    struct ScopedName: Equatable {
        var name: UInt32
        var scope: Int32
    }

    /// How many names are remembered of one function and those inside it.
    private static let counterLimit = 16

    /// How many values back the copies of a counter are looked for.
    private static let copyDistance = 16

    /// Notes the names behind `global` or `nonlocal`: what the function gives to them outlives it.
    mutating func noteOuterNames(_ index: Int, _ tokens: Span<Token>) {
        for index in index..<skipSimpleStatement(index, tokens)
        where tokens[index].kind == .name && outerNames.count < Self.counterLimit {
            outerNames.append(ScopedName(name: tokens[index].hash, scope: scope))
        }
    }

    /// Notes that `target += value` counts, if its target is a member or an outer variable and its value a whole number.
    ///
    /// - Parameter usesBefore: the index of the first use in the target.
    mutating func noteCount(
        _ target: Range<Int>, _ value: Range<Int>, _ usesBefore: Int, _ source: Span<UInt8>,
        _ tokens: Span<Token>, _ lines: Span<UInt32>
    ) {
        guard let first = target.first, tokens[first].kind == .name, value.count == 1,
            tokens[value.lowerBound].kind == .number, isWhole(tokens[value.lowerBound], source),
            source[tokens[target.upperBound].start] == UInt8(ascii: "+"), isInFunction,
            usesBefore < outline.uses.count
        else { return }
        let (path, end) = readPath(first, source, tokens)
        let counter = ScopedName(name: tokens[end - 1].hash, scope: scope)
        guard end == target.upperBound, outline.uses[usesBefore].path == path,
            target.count > 1 || outerNames.contains(counter)
        else { return }
        outline.uses[usesBefore].kind = .counted
        guard !counters.contains(counter), counters.count < Self.counterLimit else { return }
        counters.append(counter)
        keepCopies(of: path)
    }

    private func isWhole(_ number: Token, _ source: Span<UInt8>) -> Bool {
        (number.start..<number.end).allSatisfy {
            source[$0] >= UInt8(ascii: "0") && source[$0] <= UInt8(ascii: "9")
        }
    }

    /// Forgets the counters of one function before the next.
    mutating func forgetCounters() {
        counters.removeAll(keepingCapacity: true)
        outerNames.removeAll(keepingCapacity: true)
    }

    /// Whether the innermost definition that is open is a function.
    var isInFunction: Bool { scope >= 0 && outline.definitions[Int(scope)].kind == .function }

    /// Whether the current function counts up what has this hash as its last name.
    @inline(__always)
    func isCounter(_ name: UInt32) -> Bool {
        !counters.isEmpty && counters.contains(ScopedName(name: name, scope: scope))
    }

    /// Keeps what was given to local names before the counter went on: `number = self.next; self.next += 1`.
    private mutating func keepCopies(of path: NamePath.ID) {
        let latest = outline.values.suffix(Self.copyDistance)
        for (index, value) in zip(latest.indices, latest)
        where value.scope == scope && value.kind == .assigned && value.shape == .name && value.path == path {
            let isSetAnew = latest[(index + 1)...].contains {
                $0.scope == scope && $0.target == value.target
            }
            guard !isSetAnew, value.target != NamePath.none,
                interner.paths[Int(value.target)].parent == NamePath.none
            else { continue }
            let start = outline.makingNodes.count
            append(.name, value: path, since: start, value.line)
            appendMaking(.assigned, scope, value.target, since: start, value.line)
            let name = interner.paths[Int(value.target)].name
            follow(
                Local(
                    name: interner.names.table.hashes[Int(name)], nameIndex: 0, scope: scope, value: 0..<0,
                    interest: .counted, isKept: true))
        }
    }
}
