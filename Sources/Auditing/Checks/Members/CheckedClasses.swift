import Classification
import Findings
import Linking
import Outlines

extension CheckInputs {
    /// Which classes a rule looks at, by its setting `classes`: `managers` are those that count, `modules` all classes
    /// of the files that hold one, `all` all classes. None of test code.
    func isChecked(by rule: FindingRule) -> (DefinitionID) -> Bool {
        let isTestCode = tree.units.map(\.isTestCode)
        switch rule.texts("classes") {
        case ["all"]:
            let isStub = tree.units.map { $0.path.hasSuffix(".pyi") }
            return { !isTestCode[Int($0.file)] && !isStub[Int($0.file)] }
        case ["modules"]:
            let files = Set(countedManagers.map(\.file))
            return { files.contains($0.file) }
        default:
            let managers = Set(countedManagers)
            return { managers.contains($0) }
        }
    }

    /// The classes that a rule looks at, in order.
    func checkedClasses(by rule: FindingRule) -> [DefinitionID] {
        if !["all", "modules"].contains(rule.texts("classes").first) { return countedManagers }
        let isChecked = isChecked(by: rule)
        return tree.units.indices.flatMap { file in
            tree.units[file].outline.definitions.indices.compactMap { index -> DefinitionID? in
                guard tree.units[file].outline.definitions[index].kind == .class else { return nil }
                let id = DefinitionID(file: Int32(file), index: Int32(index))
                return isChecked(id) ? id : nil
            }
        }
    }

    /// The managers of production code that count.
    private var countedManagers: [DefinitionID] {
        zip(audit.managers, managerIDs).compactMap { $0.isCounted && !$0.isTestCode ? $1 : nil }
    }
}
