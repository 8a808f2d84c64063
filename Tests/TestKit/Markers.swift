/// The comments by which a fixture says what is to be found on their lines.
package enum Markers {
    /// What the comments `# expect: A, B` of the Python files below a folder of Fixtures/ name, each as
    /// `path:line: A`, in order of path, line and name.
    package static func expected(below folder: String) throws -> [String] {
        var found: [(String, Int, String)] = []
        for path in Fixtures.files(below: "Fixtures/" + folder, endingIn: ".py") {
            let text = String(decoding: try Fixtures.bytes(folder + "/" + path), as: UTF8.self)
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let marker = line.firstRange(of: "# expect: ") else { continue }
                for name in line[marker.upperBound...].split(separator: ",") {
                    found.append((path, index + 1, String(name.drop { $0 == " " })))
                }
            }
        }
        return found.sorted { $0 < $1 }.map { "\($0.0):\($0.1): \($0.2)" }
    }
}
