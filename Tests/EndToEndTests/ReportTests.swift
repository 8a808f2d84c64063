import Foundation
import TestKit
import Testing

struct ReportTests {
    private func json(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private func scanned(_ name: String = "three-managers") throws -> TemporaryFolder {
        let folder = try Tool.tree(name)
        #expect(try Tool.run("scan", "tree", in: folder).status == 0)
        return folder
    }

    private static let formatNames = [
        "text", "markdown", "json-v1", "sarif", "github", "gitlab", "junit", "csv",
    ]

    @Test("a stored scan is printed in every format, and the tree is not needed", arguments: formatNames)
    func formats(name: String) throws {
        let folder = try scanned()
        let first = try Tool.run("report", "tree", "--format", name, in: folder)
        #expect(first.status == 0)
        #expect(first.errors == "")
        #expect(!first.output.isEmpty)
        for entry in ["app", "tests"] { try folder.remove("tree/" + entry) }
        let second = try Tool.run("report", "tree", "--format", name, in: folder)
        #expect(second.status == 0)
        if name != "sarif" { #expect(second.output == first.output) }
    }

    @Test("several reports are written at once, the same as printed; nothing goes to standard output")
    func outputs() throws {
        let folder = try scanned()
        let result = try Tool.run(
            "report", "tree", "--output", "sarif=a.sarif", "--output", "csv=b=c.csv", "--output", "plain.txt",
            in: folder)
        #expect(result.status == 0)
        #expect(result.output == "")
        for (format, file) in [("sarif", "a.sarif"), ("csv", "b=c.csv"), ("text", "plain.txt")] {
            let written = try String(contentsOfFile: folder.path + "/" + file, encoding: .utf8)
            #expect(written == (try Tool.run("report", "tree", "--format", format, in: folder).output))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == ["tree", "a.sarif", "b=c.csv", "plain.txt"])
    }

    @Test(
        "what cannot be written or chosen is one message and status 2, and no file is left",
        arguments: [
            (["--format", "sarfi"], "unknown format \"sarfi\"; take one of text, "),
            (["--output", "sarfi=x"], "unknown format \"sarfi\"; take one of text, "),
            (["--output", "csv="], "no file; write --output csv=FILE"),
            (["--output", "csv=x", "--output", "text=x"], "--output x: named twice"),
            (["--output", "csv=no/such/folder/x"], "no/such/folder/x: cannot be written"),
            (["--scan", "9"], "holds no scan 9"),
            (["--since", "9"], "no scan \"9\" of "),
            (["--since", "abcdef"], "no scan \"abcdef\" of "),
            (["--database", "none.sqlite"], "none.sqlite"),
        ])
    func failures(arguments: [String], message: String) throws {
        let folder = try scanned()
        let result = try Tool.command(["report", "tree"] + arguments, in: folder).run()
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tree"])
    }

    @Test("a link to a file stays a link, a pipe a pipe")
    func specialFiles() throws {
        let folder = try scanned()
        let result = try Tool.shell(
            """
            set -e
            echo old > real; ln -s real link; mkfifo pipe
            cat pipe > got & "$SSOT" report tree --output csv=link --output csv=pipe; wait
            test -L link; test -p pipe; cmp real got; head -c 4 real
            """, in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "rule")
    }

    @Test("GitHub's line hash stands where the file is as it was scanned, and nowhere else")
    func lineHashes() throws {
        let folder = try scanned()
        func hashes() throws -> [String: Bool] {
            let log = try json(try Tool.run("report", "tree", "--format", "sarif", in: folder).output)
            let run = try #require((log["runs"] as? [[String: Any]])?.first)
            var known: [String: Bool] = [:]
            for result in (run["results"] as? [[String: Any]]) ?? [] {
                let place =
                    (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
                let uri = (place?["artifactLocation"] as? [String: Any])?["uri"] as? String ?? ""
                let prints = result["partialFingerprints"] as? [String: String] ?? [:]
                #expect(prints["ssot/v1"] != nil)
                known[uri] = prints["primaryLocationLineHash"] != nil
            }
            return known
        }
        let before = try hashes()
        #expect(!before.isEmpty && before.values.allSatisfy { $0 })
        let file = try #require(before.keys.sorted().first)
        let text = try String(contentsOfFile: folder.path + "/tree/" + file, encoding: .utf8)
        try folder.write("tree/" + file, text + "# edited\n")
        let after = try hashes()
        #expect(after[file] == false)
        #expect(after.filter { $0.key != file }.values.allSatisfy { $0 })
    }

    @Test("a report compares with the first scan or a named one, and counts every scan")
    func changes() throws {
        let folder = try scanned()
        try folder.write(
            "tree/app/another.py", "class AnotherCacheManager:\n    def evict(self, key): return self.cache\n"
        )
        #expect(try Tool.run("scan", "tree", in: folder).status == 0)
        try folder.write(
            "tree/app/more.py", "class MoreCacheManager:\n    def evict(self, k): return self.cache[k]\n")
        #expect(try Tool.run("scan", "tree", in: folder).status == 0)
        func added(_ arguments: String...) throws -> Int {
            let result = try Tool.command(["report", "tree", "--format", "json-v1"] + arguments, in: folder)
                .run()
            let report = try json(result.output)
            let former = report["former"] as? [String: Any]
            return (former?["added"] as? [Any])?.count ?? -1
        }
        #expect(try added() == 2)
        #expect(try added("--since", "2") == 1)
        #expect(try added("--scan", "2") == 1)
        #expect(try added("--scan", "1") == -1)
        let report = try json(try Tool.run("report", "tree", "--format", "json-v1", in: folder).output)
        #expect((report["history"] as? [[String: Any]])?.map { $0["scan"] as? Int } == [1, 2, 3])
        let markdown = try Tool.run("report", "tree", "--format", "markdown", in: folder).output
        #expect(markdown.contains("- 2 added\n"))
        #expect(markdown.contains("- 0 removed\n"))
    }

    @Test("paths for forges begin at the root of the repository, paths of our own at the audited folder")
    func folder() throws {
        let folder = try Tool.tree()
        #expect(try Tool.shell("git init -q .", in: folder).status == 0)
        #expect(try Tool.run("scan", "tree", in: folder).status == 0)
        let sarif = try Tool.run("report", "tree", "--format", "sarif", in: folder).output
        #expect(sarif.contains("\"uri\": \"tree/app/"))
        #expect(sarif.contains("\"id\": \"ssot/tree/\""))
        let github = try Tool.run("report", "tree", "--format", "github", in: folder).output
        #expect(github.contains("file=tree/app/"))
        let csv = try Tool.run("report", "tree", "--format", "csv", in: folder).output
        #expect(csv.contains(",app/") && !csv.contains("tree/app/"))
    }

    @Test("a configuration that changed since the scan is said on standard error")
    func changedConfiguration() throws {
        let folder = try scanned()
        try folder.write("tree/.ssot.yaml", "version: 1\nbudgets: {websocket: 3}\n")
        let result = try Tool.run("report", "tree", in: folder)
        #expect(result.status == 0)
        #expect(result.errors.hasPrefix("ssot: rules or configuration changed since scan 1;"))
    }

    @Test("equal trees give equal SARIF wherever they lie")
    func determinism() throws {
        let folder = try scanned()
        try folder.copyFixture("Repositories/three-managers", to: "elsewhere/copy")
        #expect(try Tool.run("scan", "elsewhere/copy", "--jobs", "1", in: folder).status == 0)
        for format in Self.formatNames where !["text", "json-v1", "markdown"].contains(format) {
            let first = try Tool.run("report", "tree", "--format", format, in: folder).output
            let second = try Tool.run("report", "elsewhere/copy", "--format", format, in: folder).output
            #expect(first == second)
        }
    }
}
