import Findings

/// A question that rules can ask about a subject: its key in rule files, the form of its value, and how it is
/// answered. A new one is one more row of `all`; reader, schema and documentation follow.
public struct PredicateKind: Sendable {
    public let key: String
    public let shape: ArgumentShape
    /// For the schema and for `ssot rules`.
    public let meaning: String
    private let look: @Sendable (inout Reading, Argument) -> Sighting?

    private init(
        _ key: String, _ shape: ArgumentShape, _ meaning: String,
        _ look: @escaping @Sendable (inout Reading, Argument) -> Sighting?
    ) {
        self.key = key
        self.shape = shape
        self.meaning = meaning
        self.look = look
    }

    /// What was seen if the answer is yes.
    func sighting(in reading: inout Reading, _ argument: Argument) -> Sighting? { look(&reading, argument) }

    public static let byKey: [String: PredicateKind] = Dictionary(
        all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
}

extension PredicateKind {
    /// Every predicate, in the order of the documentation.
    public static let all: [PredicateKind] = [
        // Where it stands and what it is called.
        PredicateKind("kind", .choices(DefinitionKind.allCases.map(\.rawValue)), "the kind of definition") {
            $1.sight($0.subject.kind.rawValue, "kind", line: $0.subject.line)
        },
        PredicateKind("name", .globs(.name), "the simple name") {
            $1.match($0.subject.name) ? Sighting("name \($0.subject.name)", line: $0.subject.line) : nil
        },
        PredicateKind("name-words", .words, "a word of the name, or neighbours joined") {
            let word = $1.wordList?.find(in: $0.nameWords)
            return word.map { Sighting("word \"\($0)\" in the name") }?.at($0.subject.line)
        },
        PredicateKind("name-first", .words, "the word or words that the name begins with") {
            let word = $1.wordList?.findFirst(in: $0.nameWords)
            return word.map { Sighting("name begins with \"\($0)\"") }?.at($0.subject.line)
        },
        PredicateKind("name-last", .words, "the word or words that the name ends with") {
            let word = $1.wordList?.findLast(in: $0.nameWords)
            return word.map { Sighting("name ends with \"\($0)\"") }?.at($0.subject.line)
        },
        PredicateKind(
            "name-subject", .words,
            "the word or words of the name that only generic words separate from its head"
        ) {
            guard let words = $1.wordList, var end = $0.headPosition else { return nil }
            while end > 0, $0.voting.genericWords.contains($0.nameWords[end - 1]),
                !words.contains($0.nameWords[end - 1])
            {
                end -= 1
            }
            let word = words.findLast(in: Array($0.nameWords[..<end]))
            return word.map { Sighting("name is about \"\($0)\"") }?.at($0.subject.line)
        },
        PredicateKind("enclosing-class-words", .words, "a word of the name of the class around a method") {
            $1.wordList?.find(in: $0.enclosingWords).map { Sighting("word \"\($0)\" in the enclosing class") }
        },
        PredicateKind("path-words", .words, "a word of the folders or of the file's name") {
            $1.wordList?.findSingle(in: $0.pathWords).map { Sighting("word \"\($0)\" in the path") }
        },
        PredicateKind("path", .globs(.path), "the path below the audited root") {
            $1.match($0.subject.path) ? Sighting("path \($0.subject.path)") : nil
        },
        PredicateKind("test-code", .flag, "whether the file is test code") {
            $1.sight($0.isTestCode, yes: "in test code", no: "not in test code")
        },
        PredicateKind("nested-in", .choices(Nesting.allCases.map(\.rawValue)), "what it stands directly in") {
            $1.sight($0.subject.nesting.rawValue, "nested in", line: $0.subject.line)
        },
        PredicateKind("fallback", .flag, "whether it stands in for an import that failed") {
            $1.sight(
                $0.subject.isFallback, yes: "stands in for a failed import", no: "stands in for no import")?
                .at($0.subject.line)
        },
        PredicateKind("shadowed", .flag, "whether a package of the same name hides its module") {
            $1.sight($0.subject.isShadowed, yes: "module hidden by a package", no: "module not hidden")
        },

        // What it is built on.
        PredicateKind("base", .globs(.dotted), "a base class, direct or further up") {
            $1.first(in: $0.ancestry, "base")
        },
        PredicateKind("manager-ancestor", .flag, "whether an ancestor in the repository is a manager") {
            let ancestor = $0.subject.managerAncestor
            return $1.sight(
                ancestor != nil, yes: "manager ancestor \(ancestor ?? "")",
                no: "no manager among the ancestors")
        },
        PredicateKind(
            "kin-at-least", .count,
            "classes of production code that are managers by nothing but the ancestor that they share with it"
        ) { $1.atLeast($0.subject.managerKin, "classes with this ancestor") },
        PredicateKind("direct-base", .globs(.dotted), "a base class that the definition itself names") {
            $1.first(in: $0.subject.bases, "base")
        },
        PredicateKind(
            "manager-ancestor-role", .choices(Role.allCases.map(\.rawValue)),
            "the role of the nearest ancestor in the repository that is a manager"
        ) {
            guard let role = $0.subject.managerAncestorRole else { return nil }
            return $1.sight(role.rawValue, "manager ancestor \($0.subject.managerAncestor ?? "") is", line: 0)
        },
        PredicateKind("target-is-manager", .flag, "whether an alias stands for a manager") {
            let target = $0.subject.target ?? "nothing"
            return $1.sight(
                $0.subject.targetIsManager, yes: "stands for manager \(target)", no: "stands for no manager")?
                .at($0.subject.line)
        },
        PredicateKind("bound-to-manager-name", .flag, "whether a name that says manager is bound to it") {
            $1.sight(
                $0.subject.isBoundToManagerName, yes: "bound to a manager's name",
                no: "bound to no manager's name")
        },
        PredicateKind(
            "same-name-in-production", .flag, "whether production code has a manager of the same name"
        ) {
            $1.sight(
                $0.subject.hasNamesakeInProduction, yes: "production code has a manager of this name",
                no: "no manager of this name in production code")
        },
        PredicateKind("decorator", .globs(.dotted), "a decorator") {
            $1.first(in: $0.subject.decorators, "decorator")
        },
        PredicateKind("target", .globs(.dotted), "what an alias stands for") {
            guard let target = $0.subject.target, $1.match(target) else { return nil }
            return Sighting("stands for \(target)", line: $0.subject.line)
        },

        // What it is made of.
        PredicateKind("member", .globs(.name), "a method or an attribute") {
            $1.first(in: $0.members, "member")
        },
        PredicateKind("members-at-least", .count, "methods and attributes together, each name once") {
            $1.atLeast(Set($0.members.map(\.name)).count, "members")
        },
        PredicateKind("methods-at-least", .count, "methods, reserved ones not counted") {
            $1.atLeast($0.plainMethods.count, "methods")
        },
        PredicateKind("methods-at-most", .count, "methods, reserved ones not counted") {
            $1.atMost($0.plainMethods.count, "methods")
        },
        PredicateKind("attributes-at-least", .count, "attributes") {
            $1.atLeast(Set($0.subject.attributes.map(\.name)).count, "attributes")
        },
        PredicateKind(
            "method-body",
            .record([
                .init("some", bodyShapes, isRequired: false), .init("all", bodyShapes, isRequired: false),
            ]),
            "the shape of bodies: of some method, of all methods; reserved ones not counted"
        ) { reading, argument in
            let methods = reading.plainMethods
            let some = argument["some"].map { shapes in methods.first { shapes.picks($0.body.rawValue) } }
            let all = argument["all"].map { shapes in
                methods.allSatisfy { shapes.picks($0.body.rawValue) } ? methods.first : nil
            }
            // An absent part asks nothing; a part that no method meets says no.
            if case .some(.none) = some { return nil }
            if case .some(.none) = all { return nil }
            guard let method = (some ?? all) ?? nil else { return nil }
            return Sighting("method \(method.name) with body \(method.body.rawValue)", line: method.line)
        },
        PredicateKind(
            "body-share", .record([.init("shapes", bodyShapes), .init("at-least", .fraction)]),
            "the share of methods, reserved ones not counted, with such bodies"
        ) {
            let methods = $0.plainMethods
            guard let shapes = $1["shapes"] else { return nil }
            return $1["at-least"]?.share(of: methods, "methods with body \(shapes.summary)") {
                shapes.picks($0.body.rawValue)
            }
        },
        PredicateKind("method-decorator", .globs(.dotted), "a decorator of a method") {
            for method in $0.subject.methods {
                for decorator in method.decorators where $1.match(decorator) {
                    return Sighting("method \(method.name) with decorator \(decorator)", line: method.line)
                }
            }
            return nil
        },
        PredicateKind(
            "method-decorator-share",
            .record([.init("decorators", .globs(.dotted)), .init("at-least", .fraction)]),
            "the share of methods, reserved ones not counted, with such a decorator"
        ) {
            let methods = $0.plainMethods
            guard let globs = $1["decorators"] else { return nil }
            return $1["at-least"]?.share(of: methods, "methods with decorator \(globs.summary)") {
                $0.decorators.contains(where: globs.match)
            }
        },
        PredicateKind(
            "methods-named", .record([.init("names", .globs(.name)), .init("at-least", .fraction)]),
            "the share of methods, reserved ones not counted, with such a name"
        ) {
            guard let globs = $1["names"] else { return nil }
            return $1["at-least"]?.share(of: $0.plainMethods, "methods named \(globs.summary)") {
                globs.match($0.name)
            }
        },
        PredicateKind(
            "delegates-at-least", .fraction,
            "the share of methods, reserved ones not counted, that only delegate"
        ) { $1.share(of: $0.plainMethods, "methods delegate") { $0.body == .delegates } },
        PredicateKind("own-member", .globs(.name), "a method") {
            $1.first(in: $0.subject.methods.map { Use(name: $0.name, line: $0.line) }, "method")
        },
        PredicateKind("member-words", .words, "a word of the name of a method or attribute") {
            for member in $0.members {
                if let word = $1.wordList?.find(in: IdentifierWords.split(member.name)) {
                    return Sighting("word \"\(word)\" in member \(member.name)", line: member.line)
                }
            }
            return nil
        },
        PredicateKind("attributes-at-most", .count, "attributes") {
            $1.atMost(Set($0.subject.attributes.map(\.name)).count, "attributes")
        },
        PredicateKind("attribute-value", .globs(.dotted), "what an attribute's value calls or names") {
            for attribute in $0.subject.attributes {
                guard let value = attribute.value, $1.match(value) else { continue }
                return Sighting("attribute \(attribute.name) is \(value)", line: attribute.line)
            }
            return nil
        },
        PredicateKind("annotated-share", .fraction, "the share of class attributes that declare a type") {
            $1.share(of: $0.classAttributes, "class attributes annotated") { $0.isAnnotated }
        },

        // What it says and does.
        PredicateKind("docstring", .phrases, "a phrase of the docstring, whole words, case ignored") {
            $1.phrase(in: $0.docstringText, "docstring")?.at($0.subject.line)
        },
        PredicateKind("docstring-summary", .phrases, "a phrase of the docstring's first paragraph") {
            $1.phrase(in: $0.summaryText, "docstring")?.at($0.subject.line)
        },
        PredicateKind("module-docstring", .phrases, "a phrase of the docstring of the file") {
            $1.phrase(in: $0.moduleDocstringText, "docstring of the file")?.at(1)
        },
        PredicateKind("calls", .globs(.dotted), "a call in the body") {
            $1.first(in: $0.subject.calls, "call")
        },
        PredicateKind("raises", .globs(.dotted), "what the body raises") {
            $1.first(in: $0.subject.raises, "raises")
        },
        PredicateKind("imports", .globs(.dotted), "what the file imports") {
            for name in $0.subject.imports where $1.match(name) { return Sighting("import \(name)") }
            return nil
        },

        // Functions.
        PredicateKind("parameters", .globs(.name), "a parameter") {
            let line = $0.subject.line
            return $1.first(in: $0.subject.parameters.map { Use(name: $0, line: line) }, "parameter")
        },
        PredicateKind("statements-at-most", .count, "statements of the body") {
            $1.atMost($0.subject.statementCount, "statements")
        },
        PredicateKind("returns-call", .globs(.dotted), "a call inside an expression that flows into a result")
        {
            for value in $0.flowing {
                for call in value.calls where $1.match(call) {
                    return Sighting("returns \(call)()", line: value.line)
                }
            }
            return nil
        },
        PredicateKind(
            "returns-shape", .choices(ValueShape.allCases.map(\.rawValue)), "the form of a returned value"
        ) {
            for value in $0.subject.returns {
                if let sighting = $1.sight(value.shape.rawValue, "returns", line: value.line) {
                    return sighting
                }
            }
            return nil
        },
        PredicateKind(
            "returns-shape-only", .choices(ValueShape.allCases.map(\.rawValue)),
            "the form of every returned value"
        ) { reading, argument in
            let returns = reading.subject.returns
            guard let first = returns.first, returns.allSatisfy({ argument.picks($0.shape.rawValue) }) else {
                return nil
            }
            return Sighting("returns only \(argument.summary)", line: first.line)
        },
        PredicateKind(
            "returns-calls-like", .globs(.name),
            "a call inside an expression that flows into a result: its last component, in lower case, without leading _"
        ) {
            for value in $0.flowing {
                for call in value.calls
                where $1.match(String(call.lastComponent.drop { $0 == "_" }).lowercased()) {
                    return Sighting("returns \(call)()", line: value.line)
                }
            }
            return nil
        },
        PredicateKind("returns-name-words", .words, "a word of a returned name") {
            for value in $0.subject.returns where value.shape == .name {
                guard let name = value.name, let word = $1.wordList?.find(in: lastComponentWords(name)) else {
                    continue
                }
                return Sighting("returns \(name), word \"\(word)\"", line: value.line)
            }
            return nil
        },
        PredicateKind("makes", .callGroups, "a call in the body that makes identifiers") {
            let globs = $1.groups.flatMap { [groups = $0.callGroups] in groups[$0] ?? [] }
            return Argument.globs(globs).first(in: $0.subject.calls, "call")
        },
        PredicateKind("returns-made", .callGroups, "a result that a call of these groups makes") {
            for value in $0.results {
                if let making = $0.making(of: value, by: $1.groups) {
                    return Sighting("returns \(making)", line: value.line)
                }
            }
            return nil
        },
        PredicateKind(
            "returns-only-made", .callGroups,
            "every result is made by calls of these groups, and by nothing else"
        ) {
            $0.onlyMaking(by: $1.groups).map { Sighting("returns only \($0.making)", line: $0.line) }
        },
        PredicateKind(
            "binds-made", madeBinding, "a name that ends in such a word, bound to what such a call makes"
        ) {
            $1.madeBinding(in: $0) { _ in true }
        },
        PredicateKind("returns-bound", madeBinding, "a returned name of that kind") { reading, argument in
            let returned = Set(
                reading.subject.returns.flatMap { value -> [String] in
                    let isPlain =
                        [.name, .other].contains(value.shape) || value.shape == .call && value.name == "str"
                    return isPlain ? value.names : []
                })
            return argument.madeBinding(in: reading) { returned.contains($0.target) }
        },
        PredicateKind(
            "in-canonical-id-class", .flag, "whether it is a method of the one maker of identifiers"
        ) {
            let symbol = "\($0.subject.module).\($0.subject.qualifiedName)"
            let owner = symbol.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(symbol[..<$0]) } ?? ""
            return $1.sight(
                $0.surroundings.canonicalIdentifierClasses.contains(owner),
                yes: "method of the ID manager \(owner)",
                no: "not in the ID manager")
        },
        PredicateKind(
            "beside-canonical-id-class", .flag, "whether its module holds the one maker of identifiers"
        ) {
            let module = $0.subject.module
            let isBeside = $0.surroundings.canonicalIdentifierClasses.contains {
                $0.isDirectly(inside: module)
            }
            return $1.sight(isBeside, yes: "beside the ID manager", no: "not beside the ID manager")
        },
        PredicateKind(
            "returns-canonical-call", .flag, "whether a result comes from the one maker of identifiers"
        ) {
            let call = $0.canonicalCalls(among: $0.resultCalls).first
            return $1.sight(
                call != nil, yes: "returns \(call ?? "")()", no: "returns nothing from the ID manager")
        },
        PredicateKind(
            "returned-canonical-name-first", .words,
            "the first word of every call of the one maker of identifiers that makes a result"
        ) { reading, argument in
            let calls = reading.canonicalCalls(among: reading.resultCalls)
            guard let words = argument.wordList, let first = calls.first else { return nil }
            let isMeant = calls.allSatisfy {
                words.findFirst(in: IdentifierWords.split($0.lastComponent)) != nil
            }
            return isMeant ? Sighting("returns \(first)()") : nil
        },
        PredicateKind("body-calls-canonical", .flag, "whether the body calls the one maker of identifiers") {
            let call = $0.canonicalCalls(among: $0.subject.calls.map(\.name)).first
            return $1.sight(call != nil, yes: "call \(call ?? "")", no: "no call of the ID manager")
        },
    ]

    private static let bodyShapes = ArgumentShape.choices(BodyShape.allCases.map(\.rawValue))

    private static let madeBinding = ArgumentShape.record([
        .init("words", .words), .init("groups", .callGroups),
    ])

    private static func lastComponentWords(_ name: String) -> [String] {
        IdentifierWords.split(name.lastComponent)
    }
}
