/// The folders and modules of the audited tree, as Python's import system would see them.
struct ModuleTree: Sendable {
    /// A folder, a module, or both where a package and a module share a name.
    struct Node: Sendable {
        var name: UInt32
        /// The enclosing folder; -1 for the root.
        var parent: Int32
        /// The index of `name.py`; -1 for none.
        var module: Int32 = -1
        /// The index of `name/__init__.py`; -1 for none.
        var package: Int32 = -1
        /// The index of `name.pyi` or `name/__init__.pyi`, for where there is no other file.
        var stub: Int32 = -1
        var isFolder = false
        /// Whether a file stands for it whose names are not known, as an extension module.
        var isOpaque = false
        var children: [UInt32: Int32] = [:]

        /// The file that an import of this name runs: a package comes before a module (importlib's FileFinder).
        var file: Int32 { package >= 0 ? package : module >= 0 ? module : stub }
    }

    private(set) var nodes: [Node] = [Node(name: .max, parent: -1, isFolder: true)]
    /// The node of each file: its module, or the package whose `__init__` it is.
    private(set) var nodeOfFile: [Int32] = []
    /// By a name: the folders below the top that hold it and that imports may start from, `mostHomes` at most. Imports
    /// may start from a folder that holds a package without being one, and from that of a `manage.py` of Django's, which
    /// makes it the start of its program, package or not.
    private var homes: [UInt32: [Int32]] = [:]
    private var foldersOfDjangoScripts: Set<Int32> = []

    /// - Parameters:
    ///   - paths: the outlined files.
    ///   - opaque: files that can be imported, and whose names are not known.
    ///   - djangoScripts: the positions of the files that are `manage.py` of Django's.
    init(paths: [String], opaque: [String] = [], djangoScripts: [Int] = [], names: inout SharedNames) {
        var latest = (folder: [UInt8](), node: Int32(0))
        for (index, path) in paths.enumerated() { add(path, Int32(index), &latest, &names) }
        for path in opaque { addOpaque(path, &names) }
        foldersOfDjangoScripts = Set(djangoScripts.map { nodes[Int(nodeOfFile[$0])].parent })
        findHomes()
    }

    /// - Parameter latest: the folder of the file before, which is nearly always this one's too, and its node.
    private mutating func add(
        _ path: String, _ file: Int32, _ latest: inout (folder: [UInt8], node: Int32),
        _ names: inout SharedNames
    ) {
        let path = Array(path.utf8)
        let nameStart = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        if !latest.folder.elementsEqual(path[..<nameStart]) {
            var node: Int32 = 0
            for part in path[..<nameStart].split(separator: UInt8(ascii: "/")) {
                node = child(node, names.id(String(decoding: part, as: UTF8.self)))
                nodes[Int(node)].isFolder = true
            }
            latest = (Array(path[..<nameStart]), node)
        }
        let folder = latest.node
        let fileName = String(decoding: path[nameStart...], as: UTF8.self)
        let isStub = fileName.hasSuffix(".pyi")
        let stem = fileName.prefix { $0 != "." }
        if stem == "__init__" {
            if isStub { nodes[Int(folder)].stub = file } else { nodes[Int(folder)].package = file }
            nodeOfFile.append(folder)
        } else {
            let node = child(folder, names.id(String(stem)))
            if isStub { nodes[Int(node)].stub = file } else { nodes[Int(node)].module = file }
            nodeOfFile.append(node)
        }
    }

    private mutating func addOpaque(_ path: String, _ names: inout SharedNames) {
        var parts = path.split(separator: "/")
        guard let fileName = parts.popLast() else { return }
        var folder: Int32 = 0
        for part in parts { folder = child(folder, names.id(String(part))) }
        let stem = fileName.prefix { $0 != "." }
        let node = stem == "__init__" ? folder : child(folder, names.id(String(stem)))
        nodes[Int(node)].isOpaque = true
    }

    func isOpaque(_ node: Int32) -> Bool { nodes[Int(node)].isOpaque }

    /// Whether nothing but a stub stands for a module: what it describes is compiled, and may have more names.
    func isStub(_ node: Int32) -> Bool {
        let node = nodes[Int(node)]
        return node.stub >= 0 && node.file == node.stub
    }

    private mutating func child(_ parent: Int32, _ name: UInt32) -> Int32 {
        if let known = nodes[Int(parent)].children[name] { return known }
        nodes.append(Node(name: name, parent: parent))
        let node = Int32(nodes.count - 1)
        nodes[Int(parent)].children[name] = node
        return node
    }

    private mutating func findHomes() {
        var seen: Set<Int32> = []
        for index in nodes.indices.dropFirst() where isPackage(Int32(index)) {
            let home = nodes[index].parent
            guard home > 0, startsPrograms(home), seen.insert(home).inserted else { continue }
            for name in nodes[Int(home)].children.keys where homes[name, default: []].count < Self.mostHomes {
                homes[name, default: []].append(home)
            }
        }
    }

    /// How many folders are looked at for one name, so that thousands of programs do not each ask thousands.
    private static let mostHomes = 256

    /// The folders below the top that hold a name and that imports may start from, in order.
    func homes(of name: UInt32) -> [Int32] { homes[name] ?? [] }

    /// Whether a file stands for a node, rather than a folder of others.
    func hasCode(_ node: Int32) -> Bool { file(of: node) >= 0 || isOpaque(node) }

    /// Whether modules of a package may stand where the tree does not show them.
    ///
    /// - Parameter scopes: those of the files.
    func isSearchedElsewhere(_ node: Int32, _ scopes: [ModuleScope]) -> Bool {
        let file = file(of: node)
        return isOpaque(node) || file >= 0 && scopes[Int(file)].isDynamic
    }

    private func startsPrograms(_ folder: Int32) -> Bool {
        !isPackage(folder) || foldersOfDjangoScripts.contains(folder)
    }

    func isPackage(_ node: Int32) -> Bool { nodes[Int(node)].package >= 0 }

    /// Whether `file` is a module that a package of the same name keeps from ever being imported.
    func isShadowed(_ file: Int32) -> Bool {
        let node = nodes[Int(nodeOfFile[Int(file)])]
        return node.module == file && node.package >= 0
    }

    /// Whether `file` is the `__init__` of a package.
    func isPackageFile(_ file: Int32) -> Bool {
        let node = nodes[Int(nodeOfFile[Int(file)])]
        return node.package == file || node.isFolder && node.stub == file
    }

    /// The folder that relative imports of `file` count from, one dot being the folder itself.
    func folder(of file: Int32) -> Int32 {
        let node = nodeOfFile[Int(file)]
        return isPackageFile(file) ? node : nodes[Int(node)].parent
    }

    /// The innermost folder around `file` where the imports of its program start.
    func root(of file: Int32) -> Int32 {
        var folder = folder(of: file)
        while folder > 0, !startsPrograms(folder) { folder = nodes[Int(folder)].parent }
        return folder
    }

    func child(of node: Int32, _ name: UInt32) -> Int32? { nodes[Int(node)].children[name] }

    func parent(of node: Int32) -> Int32 { nodes[Int(node)].parent }

    func file(of node: Int32) -> Int32 { nodes[Int(node)].file }

    /// The dotted name of a node, from the top of the tree.
    func dottedName(_ node: Int32, _ names: SharedNames) -> String {
        var parts: [String] = []
        var node = node
        while node > 0 {
            parts.append(names[nodes[Int(node)].name])
            node = nodes[Int(node)].parent
        }
        return parts.reversed().joined(separator: ".")
    }
}
