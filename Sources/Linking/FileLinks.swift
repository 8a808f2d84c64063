import Findings
import Outlines

/// What the names of one file stand for.
struct FileLinks: Sendable {
    /// Per path: what it stands for at the top of the file.
    let symbols: [Symbol]
    /// Per import: what it binds.
    let imports: [Symbol]
    /// Per import of a function: what the paths that start with its name stand for.
    let locals: [Int32: [NamePath.ID: Symbol]]
    let dangling: [DanglingImport]

    /// The files that one resolver links. Fixed, so that the number of workers decides nothing: where names lead
    /// back to themselves, what is found depends on where a resolver starts.
    static let share = 512

    init(_ file: Int32, _ unit: SourceUnit, _ resolver: inout Resolver) {
        resolver.begin(file)
        symbols = resolver.symbols(of: file)
        let imports = unit.outline.imports.map { resolver.imported($0, file) }
        self.imports = imports
        let inFunctions = unit.outline.imports.indices.filter {
            unit.outline.imports[$0].scope >= 0 && unit.outline.imports[$0].bound != NameTable.none
        }
        var locals: [Int32: [NamePath.ID: Symbol]] = [:]
        if !inFunctions.isEmpty {
            let paths = Self.paths(
                behind: Set(inFunctions.map { unit.outline.imports[$0].bound }), unit.outline)
            for index in inFunctions {
                locals[Int32(index)] = resolver.symbols(
                    of: paths[unit.outline.imports[index].bound] ?? [], in: file, behind: imports[index])
            }
        }
        self.locals = locals
        dangling = Self.dangling(file, unit, &resolver)
    }

    /// The paths that start with each name, in order: parents first.
    private static func paths(
        behind roots: Set<NameTable.ID>, _ outline: Outline
    ) -> [NameTable.ID: [NamePath.ID]] {
        var found: [NameTable.ID: [NamePath.ID]] = [:]
        var rootOfPath: [NameTable.ID] = []
        rootOfPath.reserveCapacity(outline.paths.count)
        for (index, path) in outline.paths.enumerated() {
            let root = path.parent == NamePath.none ? path.name : rootOfPath[Int(path.parent)]
            rootOfPath.append(root)
            if roots.contains(root) { found[root, default: []].append(NamePath.ID(index)) }
        }
        return found
    }

    /// The imports that run and resolve to nothing, in order.
    private static func dangling(
        _ file: Int32, _ unit: SourceUnit, _ resolver: inout Resolver
    ) -> [DanglingImport] {
        guard !unit.path.hasSuffix(".pyi") else { return [] }
        return unit.outline.imports.compactMap { item in
            guard item.flags.isDisjoint(with: [.fallback, .typeChecking, .conditional]),
                resolver.isDangling(item, file)
            else { return nil }
            return DanglingImport(
                path: unit.path, line: Int(item.line), name: writtenName(item, unit.outline))
        }
    }

    /// The dotted name of an import as it is written: `..a.b` for `from ..a import b`.
    private static func writtenName(_ item: Outline.Import, _ outline: Outline) -> String {
        var parts: [String] = []
        var path = item.module
        while path != NamePath.none {
            parts.append(outline.names[outline.paths[Int(path)].name])
            path = outline.paths[Int(path)].parent
        }
        parts.reverse()
        if item.name != NameTable.none { parts.append(outline.names[item.name]) }
        return String(repeating: ".", count: Int(min(item.level, 16))) + parts.joined(separator: ".")
    }
}
