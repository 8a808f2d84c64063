import Classification
import Findings
import Linking
import Outlines

extension SubjectBuilder {
    /// What a class offers to its callers, with what it inherits inside the repository.
    func members(of id: DefinitionID) -> [ManagerMember] {
        var seen: Set<String> = []
        var members = ownMembers(of: id).filter { seen.insert($0.name).inserted }
        for ancestor in ancestors(of: id) {
            members += ownMembers(of: ancestor).filter { seen.insert($0.name).inserted }.map { member in
                var member = member
                member.isInherited = true
                return member
            }
        }
        return members
    }

    private func ownMembers(of id: DefinitionID) -> [ManagerMember] {
        let outline = unit(id.file).outline
        let definition = outline.definitions[Int(id.index)]
        var members: [ManagerMember] = []
        for index in definition.descendants.range where outline.definitions[index].parent == id.index {
            let member = outline.definitions[index]
            let name = outline.names[member.name]
            guard member.kind == .function, Self.isOffered(name) else { continue }
            let decorators = member.decorators.range.map {
                outline.names[outline.paths[Int(outline.decorators[$0].path)].name]
            }
            guard !decorators.contains(where: { Self.readLikeFields.contains($0) }) else {
                members.append(ManagerMember(name: name, kind: .field))
                continue
            }
            let parameters = member.parameters.range.map { index in
                let parameter = outline.parameters[index]
                return MemberParameter(
                    outline.names[parameter.name],
                    parameter.isVariadic ? .variadic : parameter.hasDefault ? .optional : .required)
            }
            members.append(
                ManagerMember(
                    name: name,
                    parameters: Array(parameters.dropFirst(decorators.contains("staticmethod") ? 0 : 1)),
                    isAsync: member.flags.contains(.async)))
        }
        let fields = attributes(id).filter { Self.isOffered($0.name) }
        return members + fields.map { ManagerMember(name: $0.name, kind: .field) }
    }

    private static let readLikeFields: Set = ["property", "cached_property"]

    /// Methods that every object has, or that the language alone calls: no part of an interface.
    private static let ofEveryObject: Set = [
        "__repr__", "__str__", "__eq__", "__ne__", "__hash__", "__new__", "__del__", "__post_init__",
        "__init_subclass__", "__setattr__", "__getattribute__", "__slots__", "__class__", "__doc__",
        "__module__",
    ]

    /// Names with an underscore are private, but for those that the language reserves.
    private static func isOffered(_ name: String) -> Bool {
        guard name.hasPrefix("_") else { return true }
        return name.hasPrefix("__") && name.hasSuffix("__") && !ofEveryObject.contains(name)
    }
}
