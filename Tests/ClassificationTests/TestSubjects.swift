import Classification
import Findings

extension Subject {
    /// A class of nothing but a name, to be filled in.
    static func sample(_ name: String = "SessionManager", path: String = "app/session.py") -> Subject {
        Subject(
            language: "python", kind: .class, name: name, qualifiedName: name, module: "app.session",
            path: path,
            line: 7, column: 1)
    }

    static func function(_ name: String) -> Subject {
        var subject = sample(name, path: "app/ids.py")
        subject.kind = .function
        subject.module = "app.ids"
        return subject
    }

    func with(_ change: (inout Subject) -> Void) -> Subject {
        var copy = self
        change(&copy)
        return copy
    }
}

extension Argument {
    static func globs(_ texts: String..., scope: GlobPattern.Scope = .dotted) throws -> Argument {
        .globs(try texts.map { text throws(GlobPattern.Fault) in try GlobPattern(text, scope: scope) })
    }
    static func words(_ words: String...) -> Argument { .words(WordList(words)) }
}

extension Condition {
    /// A predicate by its key, which must be in the table.
    static func predicate(_ key: String, _ argument: Argument) throws -> Condition {
        struct UnknownPredicate: Error {}
        guard let kind = PredicateKind.byKey[key] else { throw UnknownPredicate() }
        return .predicate(Predicate(kind, argument))
    }
}
