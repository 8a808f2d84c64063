/// A name used at a place.
public struct Use: Sendable, Hashable {
    /// Dotted, resolved through imports where possible: `uuid.uuid4`, `app.ws.Hub`, `self.queue.put`.
    public var name: String
    /// 1-based; 0 where it has none.
    public var line: Int

    public init(name: String, line: Int) {
        self.name = name
        self.line = line
    }
}

/// What a body does, as far as rules care.
public enum BodyShape: String, Sendable, Hashable, CaseIterable {
    /// Nothing but a docstring or a placeholder.
    case empty
    /// Nothing but an error or a value that says "not implemented".
    case raises
    /// One call on another object.
    case delegates
    /// One returned literal.
    case returnsConstant
    case other
}

/// A method of a class.
public struct Method: Sendable, Hashable {
    public var name: String
    /// 1-based.
    public var line: Int
    public var isAsync: Bool
    public var decorators: [String]
    public var parameters: [String]
    public var body: BodyShape
    public var statementCount: Int

    public init(
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
    public var isReserved: Bool { name.utf8.count > 4 && name.hasPrefix("__") && name.hasSuffix("__") }
}

/// A field of a class, or of its instances.
public struct Attribute: Sendable, Hashable {
    public var name: String
    /// 1-based.
    public var line: Int
    public var isAnnotated: Bool
    public var hasValue: Bool
    /// Whether a method sets it on the instance.
    public var isInstance: Bool
    /// The callee or dotted name of the value, if it has one: `AsyncMock`, `dict`.
    public var value: String?

    public init(
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
public enum ValueShape: String, Sendable, Hashable, CaseIterable {
    case none
    case name
    case call
    /// A plain literal of text.
    case text
    /// Text built from parts: interpolation, formatting, or concatenation with a literal.
    case formatted
    case other
}

/// An expression that a function returns, yields, or gives to a name.
public struct Return: Sendable, Hashable {
    /// 1-based.
    public var line: Int
    public var shape: ValueShape
    /// The dotted name if the shape is a name, the callee if it is a call.
    public var name: String?
    /// The skeleton `run_{}_{}` of formatted text, or the literal text; else empty.
    public var text: String
    /// The resolved calls inside the expression.
    public var calls: [String]
    /// Plain local names used inside the expression.
    public var names: [String]
    /// The member or outer variable that the function counts up, where that is the expression, a field of its text or
    /// given to its call: `self.last` beside `self.last += 1`.
    public var counter: String?

    public init(
        line: Int, shape: ValueShape, name: String? = nil, text: String = "", calls: [String] = [],
        names: [String] = [], counter: String? = nil
    ) {
        self.line = line
        self.shape = shape
        self.name = name
        self.text = text
        self.calls = calls
        self.names = names
        self.counter = counter
    }
}

/// A simple assignment inside a function.
public struct Binding: Sendable, Hashable {
    /// The local name, or `self.x`.
    public var target: String
    public var value: Return

    public init(target: String, value: Return) {
        self.target = target
        self.value = value
    }
}
