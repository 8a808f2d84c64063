import Classification
import Findings
import Linking
import Outlines

extension SubjectBuilder {
    /// A member that a class declares, and about how many bytes it takes to list it.
    struct OwnMember: Sendable {
        let member: ManagerMember
        let size: Int

        init(_ member: ManagerMember) {
            self.member = member
            size = member.parameters.reduce(64 + member.name.utf8.count) { $0 + 32 + $1.name.utf8.count }
        }
    }

    /// What a class offers to its callers, with what it inherits inside the repository.
    ///
    /// - Parameter room: how many bytes of inherited members are listed at the most; the nearest come first.
    func members(of id: DefinitionID, inheriting room: Int = .max) -> [ManagerMember] {
        var seen: Set<String> = []
        var members = own(id).map(\.member).filter { seen.insert($0.name).inserted }
        var room = room
        for ancestor in ancestors(of: id) {
            for inherited in own(ancestor) where seen.insert(inherited.member.name).inserted {
                guard inherited.size <= room else { return members }
                room -= inherited.size
                var member = inherited.member
                member.isInherited = true
                members.append(member)
            }
        }
        return members
    }

    private func own(_ id: DefinitionID) -> [OwnMember] {
        ownMembers.value(id) { findOwnMembers(of: id).map { OwnMember($0) } }
    }

    private func findOwnMembers(of id: DefinitionID) -> [ManagerMember] {
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
