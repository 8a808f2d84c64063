import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A list, dictionary or set in the body of a manager that its methods fill: every instance shares it, whoever's
    /// data it holds. A table that nothing changes is a constant.
    static let mutableClassRegistry = Check(rule: "mutable-class-registry") { inputs, rule in
        let makers = Set(rule.texts("makers"))
        let changers = Set(rule.texts("changing-methods"))
        return ClassBody.managers(inputs).compactMap { manager, item -> Finding? in
            var tables: [String: Int] = [:]
            for value in item.ownValues {
                let isTable =
                    value.flags.contains(.collection)
                    || value.shape == .call && makers.contains(item.parts(value.path).last ?? "")
                guard isTable, let name = item.parts(value.target).last else { continue }
                tables[name] = tables[name] ?? Int(value.line)
            }
            guard !tables.isEmpty else { return nil }
            // An instance that makes a table of its own under the name hides the shared one, and so does a class that
            // copies it before it changes it.
            for method in item.methods {
                for value in item.values(method) where value.kind == .assigned {
                    let target = item.parts(value.target)
                    guard target.count == 2 else { continue }
                    let isCopy = value.shape == .call && item.parts(value.path) == target + ["copy"]
                    if target[0] == "self" || target[0] == "cls" && isCopy { tables[target[1]] = nil }
                }
            }
            var evidence: [(detail: String, line: Int)] = []
            for method in item.methods {
                for use in item.uses(method) {
                    let parts = item.parts(use.path)
                    let owners = ["self", "cls", manager.name]
                    guard parts.count >= 2, owners.contains(parts[0]), tables[parts[1]] != nil else {
                        continue
                    }
                    let changes =
                        use.kind == .stored && parts.count == 2
                        || use.kind == .call && parts.count == 3 && changers.contains(parts[2])
                    if changes {
                        evidence.append(("\(item.name(method)) changes \(parts[1])", Int(use.line)))
                    }
                }
            }
            let changed = tables.filter { name, _ in evidence.contains { $0.detail.hasSuffix(" \(name)") } }
            guard let first = changed.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
            return item.finding(
                rule,
                "every instance of \(manager.name) shares \(first.key) of line \(first.value), and "
                    + "\(evidence[0].detail) at line \(evidence[0].line)",
                evidence: changed.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map {
                    ("\($0.key) belongs to the class", $0.value)
                } + evidence)
        }
    }
}
