import Foundation

/// The two rules that ast-grep runs: one for classes, one for functions.
enum ASTGrepConfiguration {
    /// - Returns: the path of the configuration.
    static func write(to folder: TemporaryFolder) throws -> String {
        let rules = folder.path + "/rules"
        try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
        try rule("manager-class", kind: "class_definition", name: "Manager").write(
            toFile: rules + "/manager-class.yml", atomically: true, encoding: .utf8)
        try rule("id-function", kind: "function_definition", name: "^generate\\w*_id$").write(
            toFile: rules + "/id-function.yml", atomically: true, encoding: .utf8)
        let configuration = folder.path + "/sgconfig.yml"
        try "ruleDirs: [rules]\n".write(toFile: configuration, atomically: true, encoding: .utf8)
        return configuration
    }

    private static func rule(_ id: String, kind: String, name: String) -> String {
        """
        id: \(id)
        language: python
        severity: warning
        message: \(id)
        rule:
          kind: \(kind)
          has: {field: name, regex: '\(name)'}

        """
    }
}
