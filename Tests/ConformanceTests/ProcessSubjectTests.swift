import Conformance
import Foundation
import TestKit
import Testing

/// What a subject's process may do to the tool: each is an answer, and nothing of it is left.
struct ProcessSubjectTests {
    /// Limits that hostile scripts meet soon. Only those that hang have little time: the others need none to be a fault.
    private static func limits(seconds: Double) -> SubjectLimits {
        var limits = SubjectLimits()
        limits.callSeconds = seconds
        limits.lineBytes = 1 << 20
        limits.totalBytes = 8 << 20
        limits.memoryBytes = 192 << 20
        return limits
    }

    /// Answers hello, then does something else.
    private static let greets = #"read l; echo '{"id":1,"value":{"name":"shell"}}'; read l; "#

    private static func subject(_ script: String) -> ProcessSubject {
        let hangs = script.contains("sleep 60")
        return ProcessSubject(
            command: script, contract: "identifiers", limits: limits(seconds: hangs ? 0.7 : 60))
    }

    private static func answer(_ script: String) async -> String {
        let subject = subject(script)
        let answer = await subject.perform(Call("generate"))
        await subject.end()
        return answer.description
    }

    @Test("a subject that speaks is understood: values, refusals, failures and what it cannot do")
    func speaks() async {
        for (line, answer) in [
            (#""value":[1,"é",null]"#, Answer.value([1, "é", nil])), (#""refused":"no""#, .refused("no")),
            (#""failed":"E""#, .failed("E")), (#""unsupported":"u""#, .unsupported("u")),
        ] {
            let subject = Self.subject(Self.greets + "echo '{\"id\":2,\(line)}'; read l")
            #expect(await subject.perform(Call("generate")) == answer)
            await subject.end()
        }
    }

    @Test(
        "every way of getting lost is told",
        arguments: [
            ("exit 3", "lost: ended with status 3"),
            ("kill -SEGV $$", "lost: was ended by signal 11"),
            ("echo oops >&2; exit 1", "lost: ended with status 1; it said: oops"),
            ("sleep 60", "lost: no answer within 0.7 s"),
            ("exec >&-; sleep 65", "lost: closed its standard output"),
            ("echo garbage", "lost: not JSON at byte 1: no value: \"garbage\""),
            ("echo; sleep 65", "lost: not JSON at byte 1: it ends where a value must stand: \"\""),
            (#"echo '{"id":7,"value":1}'"#, "lost: an answer to 7, not to 2"),
            (#"echo '{"id":2}'"#, #"lost: neither value, refused, failed nor unsupported: {"id":2}"#),
            (
                #"echo '{"id":2,"value":1,"failed":"f"}'"#,
                "lost: more than one of value, refused, failed and unsupported: "
            ),
            (#"printf '{"id":2,"value":"\377"}\n'"#, "lost: not JSON at byte "),
            ("yes | tr -d '\\n'", "lost: an answer of more than 1048576 bytes"),
            (
                "yes '[[[[' | head -c 100000 | tr -d '\\n'; echo",
                "lost: not JSON at byte 66: nested deeper than 64"
            ),
            ("head -c 300000000 /dev/zero | sort", "lost: "),
        ])
    func lost(script: String, expected: String) async {
        #expect(await Self.answer(Self.greets + script).hasPrefix(expected))
    }

    @Test("a leader that leaves its own group is ended all the same, and neither waited for nor forgotten")
    func deserter() async throws {
        let script = """
            exec python3 -c 'import os, sys, time
            sys.stdin.readline()
            os.setpgid(0, os.getpgid(os.getppid()))
            print("{\\"id\\":1,\\"value\\":" + str(os.getpid()) + "}", flush=True)
            sys.stdin.readline()
            time.sleep(6000)'
            """
        let subject = Self.subject(script)
        guard case .value(let value) = await subject.perform(Call("hello")), let number = value.integer else {
            Issue.record("no number")
            return
        }
        let memory = await subject.perform(Call("memory"))
        #expect(memory != .value(0))
        await subject.end()
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(number)"))
    }

    @Test("a subject that says nothing, or ends at once, is lost at its greeting")
    func silent() async {
        #expect(await Self.answer("sleep 60") == "lost: no answer within 0.7 s")
        #expect(await Self.answer("exit 0") == "lost: ended with status 0")
        let missing = await Self.answer("/nonexistent/program")
        #expect(missing.hasPrefix("lost: ended with status 127; it said: "))
    }

    @Test("answers without end are cut off at the limit of all")
    func flood() async {
        let subject = Self.subject(
            Self.greets
                + "n=2; while :; do printf '{\"id\":%d,\"value\":\"' $n; head -c 900000 /dev/zero | tr '\\0' x; echo '\"}'; n=$((n+1)); read l; done"
        )
        var answers: [String] = []
        for _ in 0..<12 { answers.append(await subject.perform(Call("generate")).description) }
        await subject.end()
        #expect(answers.contains { $0.hasPrefix("lost: more than 8388608 bytes of answers") })
    }

    @Test("memory beyond the limit ends the subject")
    func memory() async throws {
        let python = "/usr/bin/python3"
        try #require(FileManager.default.isExecutableFile(atPath: python), "SKIPPED LOUDLY: no \(python)")
        let answer = await Self.answer(
            "exec \(python) -c 'import time; input(); print(\"{\\\"id\\\":1,\\\"value\\\":1}\", flush=True); input(); x = bytearray(400 << 20); time.sleep(65)'"
        )
        #expect(answer.contains("MiB of memory, more than 192"), "\(answer)")
    }

    @Test("a subject that was lost begins anew at the next call")
    func again() async {
        let subject = Self.subject(Self.greets + "exit 1")
        for _ in 0..<3 {
            #expect(await subject.perform(Call("generate")) == .lost("ended with status 1"))
            #expect(await subject.perform(Call("hello")) == .value(["name": "shell"]))
        }
        await subject.end()
    }

    @Test("nothing that a subject started outlives it, not even what left its group")
    func children() async throws {
        let folder = try TemporaryFolder()
        let script =
            "sleep 61 & echo $! > \(folder.path)/a; setsid sleep 62 & sleep 63 & trap '' TERM HUP INT; "
            + Self.greets
            + "echo '{\"id\":2,\"value\":1}'; sleep 64"
        let subject = Self.subject(script)
        _ = await subject.perform(Call("generate"))
        await subject.end()
        let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
            (try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8)).map { ($0, name) }
        }
        let left = processes.filter { line, name in
            let state = (try? String(contentsOfFile: "/proc/\(name)/status", encoding: .utf8)) ?? ""
            return ["sleep\u{0}61", "sleep\u{0}62", "sleep\u{0}63", "sleep\u{0}64"].contains {
                line.hasPrefix($0)
            }
                && !state.contains("State:\tZ")
        }
        #expect(left.isEmpty, "\(left)")
    }

    @Test("lanes are one call, whose answers come lane by lane")
    func lanes() async {
        let subject = Self.subject(
            Self.greets + #"echo '{"id":2,"value":[[{"value":1},{"refused":"r"}],[{"failed":"f"}]]}'; read l"#
        )
        let answers = await subject.perform(lanes: [[Call("a"), Call("b")], [Call("c")]])
        #expect(answers == [[.value(1), .refused("r")], [.failed("f")]])
        await subject.end()
    }

    @Test("lanes that are answered by halves are lost")
    func half() async {
        let subject = Self.subject(Self.greets + #"echo '{"id":2,"value":[[]]}'; read l"#)
        let answers = await subject.perform(lanes: [[Call("a")]])
        #expect(answers.first?.first?.description.hasPrefix("lost: lanes of [1] calls") == true)
        await subject.end()
    }
}
