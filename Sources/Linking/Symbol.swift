/// What a dotted name stands for.
public enum Symbol: Sendable, Hashable {
    /// A class or function of the repository.
    case definition(DefinitionID)
    /// A value that a call of a class of the repository made: its members are the class's.
    case instance(DefinitionID)
    /// A module or folder of the repository, by its node in the module tree.
    case module(Int32)
    /// A name of a module outside the repository, `uuid.uuid4`. One name may have several numbers: each resolver
    /// gives its own.
    case external(UInt32)
    /// A name that a module of the repository should define, and does not.
    case dangling
    /// A local name, a member of an object, a builtin: nothing that imports can tell.
    case unknown
}

/// A definition by its file and its index in the file's outline.
public struct DefinitionID: Sendable, Hashable, Comparable {
    public var file: Int32
    public var index: Int32

    public init(file: Int32, index: Int32) {
        self.file = file
        self.index = index
    }

    public static func < (left: DefinitionID, right: DefinitionID) -> Bool {
        (left.file, left.index) < (right.file, right.index)
    }
}
