/// A name used at a place.
package struct Use: Sendable, Hashable {
    /// Dotted, resolved through imports where possible: `uuid.uuid4`, `app.ws.Hub`, `self.queue.put`.
    package var name: String
    /// 1-based; 0 where it has none.
    package var line: Int

    package init(name: String, line: Int) {
        self.name = name
        self.line = line
    }
}

/// What a body does, as far as rules care.
package enum BodyShape: String, Sendable, Hashable, CaseIterable {
    /// Nothing but a docstring or a placeholder.
    case empty
    /// Nothing but an error that says "not implemented".
    case raises
    /// One call on another object.
    case delegates
    /// One returned literal.
    case returnsConstant
    case other
}

/// A method of a class.
package struct Method: Sendable, Hashable {
    package var name: String
    /// 1-based.
    package var line: Int
    package var isAsync: Bool
    package var decorators: [String]
    package var parameters: [String]
    package var body: BodyShape
    package var statementCount: Int

    package init(
        name: String, line: Int, isAsync: Bool = false, decorators: [String] = [], parameters: [String] = [],
        body: BodyShape = .other, statementCount: Int = 1
    ) {
        self.name = name
        self.line = line
        self.isAsync = isAsync
        self.decorators = decorators
        self.parameters = parameters
        self.body = body
        self.statementCount = statementCount
    }

    /// Whether the language itself calls it by a reserved name, `__init__`; such methods say nothing about what a
    /// class is for.
    package var isReserved: Bool { name.utf8.count > 4 && name.hasPrefix("__") && name.hasSuffix("__") }
}

/// A field of a class, or of its instances.
package struct Attribute: Sendable, Hashable {
    package var name: String
    /// 1-based.
    package var line: Int
    package var isAnnotated: Bool
    package var hasValue: Bool
    /// Whether a method sets it on the instance.
    package var isInstance: Bool
    /// The callee or dotted name of the value, if it has one: `AsyncMock`, `dict`.
    package var value: String?

    package init(
        name: String, line: Int, isAnnotated: Bool = false, hasValue: Bool = false, isInstance: Bool = false,
        value: String? = nil
    ) {
        self.name = name
        self.line = line
        self.isAnnotated = isAnnotated
        self.hasValue = hasValue
        self.isInstance = isInstance
        self.value = value
    }
}

/// The outermost form of an expression.
package enum ValueShape: String, Sendable, Hashable, CaseIterable {
    case none
    case name
    case call
    /// A plain literal of text.
    case text
    /// Text built from parts: interpolation, formatting, or concatenation with a literal.
    case formatted
    case other
}

/// An expression that a function returns or yields.
package struct Return: Sendable, Hashable {
    /// 1-based.
    package var line: Int
    package var shape: ValueShape
    /// The dotted name if the shape is a name, the callee if it is a call.
    package var name: String?
    /// The skeleton `run_{}_{}` of formatted text, or the literal text; else empty.
    package var text: String
    /// The resolved calls inside the expression.
    package var calls: [String]
    /// Plain local names used inside the expression.
    package var names: [String]

    package init(
        line: Int, shape: ValueShape, name: String? = nil, text: String = "", calls: [String] = [],
        names: [String] = []
    ) {
        self.line = line
        self.shape = shape
        self.name = name
        self.text = text
        self.calls = calls
        self.names = names
    }
}

/// A simple assignment inside a function.
package struct Binding: Sendable, Hashable {
    /// 1-based.
    package var line: Int
    /// The local name, or `self.x`.
    package var target: String
    package var shape: ValueShape
    /// The dotted name if the shape is a name, the callee if it is a call.
    package var name: String?
    /// The skeleton `run_{}_{}` of formatted text, or the literal text; else empty.
    package var text: String
    /// The resolved calls inside the expression.
    package var calls: [String]
    /// Plain local names used inside the expression.
    package var names: [String]

    package init(
        line: Int, target: String, shape: ValueShape, name: String? = nil, text: String = "",
        calls: [String] = [],
        names: [String] = []
    ) {
        self.line = line
        self.target = target
        self.shape = shape
        self.name = name
        self.text = text
        self.calls = calls
        self.names = names
    }
}
