package import Conformance
import Yams

/// Reads the requirements of contracts: `Rules/Contracts/CONTRACT/ID.yml`.
package enum ContractFiles {
    /// - Parameter files: texts with their paths; the folder of each is its contract.
    /// - Returns: the requirements in order of contract and id.
    /// - Throws: everything that is wrong with any of the files.
    package static func load(
        files: [(path: String, text: String)]
    ) throws(RuleFileError) -> [Requirement] {
        var diagnostics: [RuleDiagnostic] = []
        var requirements: [Requirement] = []
        var paths: [String: String] = [:]
        for file in files.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
            guard let root = YAMLDocument.compose(path: file.path, text: file.text, &diagnostics) else {
                continue
            }
            var reader = ContractReader(path: file.path)
            let requirement = reader.requirement(root)
            diagnostics += reader.nodes.diagnostics
            guard let requirement else { continue }
            if let other = paths.updateValue(file.path, forKey: requirement.id) {
                diagnostics.append(
                    RuleDiagnostic(
                        path: file.path, line: 1, column: 1,
                        message:
                            "id \"\(requirement.id)\" is taken by \(other); ids are unique over all contracts"
                    ))
            }
            requirements.append(requirement)
        }
        guard diagnostics.isEmpty else { throw RuleFileError(diagnostics) }
        return requirements
    }
}
