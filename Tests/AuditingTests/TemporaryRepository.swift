import Auditing
import Classification
import Findings
import Lexing
import Linking
import Outlines

/// A repository of a few files given in code.
struct TemporaryRepository {
    private let files: [(path: String, source: [UInt8])]

    init(_ files: [(path: String, text: String)]) throws {
        self.files = files.map { ($0.path, Array($0.text.utf8)) }.sorted { $0.0 < $1.0 }
    }

    func audit(_ policy: AuditPolicy, jobs: Int = 1) async -> Audit {
        var outliner = Outliner()
        let units = files.map { path, source in
            SourceUnit(
                path: path, language: "python", isTestCode: policy.rules.isTestCode(path: path),
                outline: outliner.outline(source.span, language: .python))
        }
        return await AuditBuilder(LinkedTree(units, jobs: jobs), policy, jobs: jobs).build()
    }
}
