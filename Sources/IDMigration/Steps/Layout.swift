import Identifiers

/// All places of a migration in one row, so that each has one index, and how they refer to one another.
struct Layout: Sendable {
    let inputs: [MigrationSpec.Input]
    let plans: [ColumnPlan]
    /// The leaves of all inputs, one input after the other.
    let leaves: [ColumnPlan.Leaf]
    /// Where the leaves of each input begin.
    let starts: [Int]
    let kinds: [IDKind]
    let references: [Reference]
    /// For each leaf: the reference that it is the child of, and whether its rows are noted as parents.
    let referenceOfLeaf: [Int?]
    let isParent: [Bool]

    struct Reference: Sendable, Hashable {
        var child: Int
        var parent: Int
    }

    /// Names of columns whose values are secrets and not identifiers.
    private static let secretWords = [
        "token", "secret", "password", "passwd", "nonce", "csrf", "salt", "otp", "credential", "apikey",
        "api_key",
    ]

    init(_ specification: MigrationSpec) throws(MigrationError) {
        inputs = specification.inputs
        var plans: [ColumnPlan] = []
        var leaves: [ColumnPlan.Leaf] = []
        var starts: [Int] = []
        for input in specification.inputs {
            for column in input.columns {
                let name = column.name.column.lowercased()
                if let word = Self.secretWords.first(where: { name.contains($0) }) {
                    throw MigrationError(
                        "\(column.name): \"\(word)\" in its name says that it holds a secret, which is no identifier; take it out"
                    )
                }
            }
            let plan = try ColumnPlan(input.columns)
            starts.append(leaves.count)
            leaves += plan.leaves
            plans.append(plan)
        }
        (self.plans, self.leaves, self.starts) = (plans, leaves, starts)
        var kinds: [IDKind] = []
        for leaf in leaves {
            guard let kind = IDKind(word: leaf.kind) else {
                let known = IDKind.all.map(\.prefix).joined(separator: ", ")
                throw MigrationError("\(leaf.name): unknown kind \"\(leaf.kind)\"; take one of \(known)")
            }
            kinds.append(kind)
        }
        self.kinds = kinds
        var references: [Reference] = []
        for (child, leaf) in leaves.enumerated() {
            guard let name = leaf.references else { continue }
            guard let parent = leaves.firstIndex(where: { $0.name == name }) else {
                throw MigrationError(
                    "\(leaf.name): refers to \(name), which is no column of the migration; add it")
            }
            guard kinds[parent] == kinds[child] else {
                throw MigrationError(
                    "\(leaf.name): is of kind \(leaf.kind), and \(name) of kind \(leaves[parent].kind); give both the same"
                )
            }
            references.append(Reference(child: child, parent: parent))
        }
        self.references = references
        var referenceOfLeaf = [Int?](repeating: nil, count: leaves.count)
        var isParent = leaves.map(\.isKey)
        for (index, reference) in references.enumerated() {
            referenceOfLeaf[reference.child] = index
            isParent[reference.parent] = true
        }
        (self.referenceOfLeaf, self.isParent) = (referenceOfLeaf, isParent)
    }

    /// Foreign keys that the inputs declare have to be declared here too, or rows would lose their parents.
    func checkForeignKeys(_ keys: [Catalogue.ForeignKey]) throws(MigrationError) {
        let names = Set(leaves.map(\.name))
        for key in keys where names.contains(key.parent) != names.contains(key.child) {
            let (known, missing) =
                names.contains(key.parent) ? (key.parent, key.child) : (key.child, key.parent)
            throw MigrationError(
                "\(missing): a foreign key ties it to \(known), which is migrated; add the column \(missing)")
        }
    }
}
