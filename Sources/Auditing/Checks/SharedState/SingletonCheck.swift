import Classification
import Findings
import Linking
import Outlines

extension Check {
    /// A manager of which a process has one, and which keeps what belongs to one user of it: the next user finds it.
    /// A table by user is no such state; a field that a method sets from its parameter is.
    static let singletonUserState = Check(rule: "singleton-user-state") { inputs, rule in
        let words = Set(rule.texts("state-names"))
        let instances = inputs.moduleInstances()
        return ClassBody.managers(inputs).compactMap { manager, item -> Finding? in
            guard let reason = item.singletonReason(instances) else { return nil }
            var evidence: [(detail: String, line: Int)] = []
            for method in item.methods {
                // A singleton by its own doing runs the initialiser again for each caller; an instance of a module
                // is made once.
                if item.name(method) == "__init__", !reason.runsInitialiser { continue }
                let parameters = Set(item.parameters(method).dropFirst())
                for value in item.values(method) where value.kind == .assigned && value.shape == .name {
                    let target = item.parts(value.target)
                    guard target.count == 2, target[0] == "self", words.contains(trimmed(target[1])),
                        let source = item.parts(value.path).first, parameters.contains(source)
                    else { continue }
                    evidence.append(
                        (
                            "\(item.name(method)) keeps its parameter \(source) in self.\(target[1])",
                            Int(value.line)
                        ))
                }
            }
            guard let first = evidence.first else { return nil }
            return item.finding(
                rule,
                "\(manager.name) is a singleton (\(reason.text)), and \(first.detail) at line \(first.line)",
                evidence: evidence)
        }
    }

    private static func trimmed(_ name: String) -> String { String(name.drop { $0 == "_" }) }
}

extension CheckInputs {
    /// The classes that the top of some production file makes an instance of, and keeps.
    fileprivate func moduleInstances() -> [DefinitionID: (path: String, line: Int)] {
        var found: [DefinitionID: (path: String, line: Int)] = [:]
        for (file, unit) in tree.units.enumerated() where !unit.isTestCode {
            for value in unit.outline.values
            where value.scope < 0 && value.kind == .assigned && value.shape == .call
                && value.target != NamePath.none
            {
                guard case .definition(let id) = tree.resolve(value.path, in: Int32(file), scope: -1),
                    tree.units[Int(id.file)].outline.definitions[Int(id.index)].kind == .class,
                    found[id] == nil
                else { continue }
                found[id] = (unit.path, Int(value.line))
            }
        }
        return found
    }
}

extension ClassBody {
    /// Why a process has one instance of the class; nil where it may have many.
    fileprivate func singletonReason(
        _ instances: [DefinitionID: (path: String, line: Int)]
    ) -> (text: String, runsInitialiser: Bool)? {
        let fields = Set(ownValues.map { parts($0.target).last ?? "" })
        let keepsInstance = fields.contains {
            ["_instance", "__instance", "_instances", "instance"].contains($0)
        }
        if keepsInstance, methods.contains(where: { name($0) == "__new__" }) {
            return ("__new__ keeps one instance", true)
        }
        if let base = bases.first(where: { hasWord($0.name, ["singleton"]) }) {
            return ("by \(base.name)", true)
        }
        if let decorator = decorators.first(where: { hasWord($0, ["singleton"]) }) {
            return ("by @\(decorator)", false)
        }
        if let place = instances[id] {
            return ("the instance that \(place.path):\(place.line) keeps", false)
        }
        return nil
    }
}
