/// What a manager offers to its callers under one name: a method, or a field that they may read.
public struct ManagerMember: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case method
        /// A field of the class or of its instances, or a method that is read like one.
        case field
    }

    public var name: String
    public var kind: Kind
    /// In order, the receiver left out; empty for a field.
    public var parameters: [MemberParameter]
    public var isAsync: Bool
    /// Whether an ancestor in the repository declares it.
    public var isInherited: Bool

    public init(
        name: String, kind: Kind = .method, parameters: [MemberParameter] = [], isAsync: Bool = false,
        isInherited: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.parameters = parameters
        self.isAsync = isAsync
        self.isInherited = isInherited
    }

    /// The parameters as they are stored and shown: `user_id, timeout=, *rest`.
    public var signature: String { parameters.map(\.text).joined(separator: ", ") }

    /// Reads back what `signature` gives.
    public static func parameters(of signature: String) -> [MemberParameter] {
        signature.isEmpty
            ? []
            : signature.split(separator: ", ", omittingEmptySubsequences: false).map(MemberParameter.init)
    }
}

/// A parameter of a member, and whether callers have to give an argument for it.
public struct MemberParameter: Sendable, Hashable {
    public enum Need: Sendable, Hashable {
        case required
        /// Has a default.
        case optional
        /// Takes any number of arguments, none included.
        case variadic
    }

    public var name: String
    public var need: Need

    public init(_ name: String, _ need: Need = .required) {
        self.name = name
        self.need = need
    }

    /// Reads back what `text` gives.
    init(_ text: Substring) {
        if text.hasPrefix("*") {
            self.init(String(text.dropFirst()), .variadic)
        } else if text.hasSuffix("=") {
            self.init(String(text.dropLast()), .optional)
        } else {
            self.init(String(text))
        }
    }

    var text: String {
        switch need {
        case .required: name
        case .optional: name + "="
        case .variadic: "*" + name
        }
    }
}

/// A dotted name under which files import a manager: its own, or that of a module that passes it on.
public struct ImportedName: Sendable, Hashable {
    public var name: String
    /// How many files import it so.
    public var productionFiles: Int
    public var testFiles: Int

    public init(_ name: String, productionFiles: Int, testFiles: Int) {
        self.name = name
        self.productionFiles = productionFiles
        self.testFiles = testFiles
    }
}
