import Yams

/// One YAML document, read without building more than its tree of nodes.
enum YAMLDocument {
    /// The root node; nil where the file cannot be read, which is then among the diagnostics.
    static func compose(path: String, text: String, _ diagnostics: inout [RuleDiagnostic]) -> Node? {
        func fail(_ line: Int, _ column: Int, _ message: String) {
            diagnostics.append(
                RuleDiagnostic(path: path, line: max(line, 1), column: max(column, 1), message: message))
        }
        do throws(YAMLScreen.Fault) {
            try YAMLScreen.check(text)
        } catch {
            fail(error.line, error.column, error.message)
            return nil
        }
        do {
            // Without a resolver no scalar is tried against the regular expressions of every type.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                fail(1, 1, "empty file; write the keys of a rule or remove it")
                return nil
            }
            return root
        } catch let error as YamlError {
            report(error, fail)
        } catch {
            fail(1, 1, "not YAML")
        }
        return nil
    }

    private static func report(_ error: YamlError, _ fail: (Int, Int, String) -> Void) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let reason = context.map { "\($0.text) \(problem)" } ?? problem
            fail(mark.line, mark.column, "not YAML: \(reason)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            fail(context.mark.line, context.mark.column, "key \(names) stands twice in one mapping; keep one")
        case .reader(let problem, _, _, _): fail(1, 1, "not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded: fail(1, 1, "not YAML")
        }
    }
}
