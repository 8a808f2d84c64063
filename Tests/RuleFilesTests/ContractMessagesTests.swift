import Conformance
import RuleFiles
import Testing

struct ContractMessagesTests {
    private static let head = """
        id: x
        contract: identifiers
        numbers: [F1]
        level: MUST
        statement: S
        why: W
        scenario:

        """

    /// The first message for a scenario; empty where it is sound.
    private func message(_ steps: String, head: String = head) -> String {
        do throws(RuleFileError) {
            _ = try ContractFiles.load(files: [("Rules/Contracts/identifiers/x.yml", head + steps)])
            return ""
        } catch {
            return String(
                error.diagnostics[0].description.dropFirst("Rules/Contracts/identifiers/x.yml:".count))
        }
    }

    @Test(
        "each mistake in a scenario is told with its place and what to do",
        arguments: [
            (
                "- {call: a, save: b}\n- {call: c, with: {d: $b.e.0, f: \"${b}!\"}, expect: {count: {at-most: 3}}}\n",
                ""
            ),
            (
                "- {cal: a}\n",
                "8:4: step without one of call, let, check, repeat, interleave, for-each, concurrently, restart; add it"
            ),
            ("- {call: a, wiht: {}}\n", "8:13: unknown key \"wiht\" in call; did you mean \"with\"?"),
            ("- {call: a, with: {b: $c}}\n", "8:23: no step before saves \"c\"; known names: now, subject"),
            (
                "- {call: a, expect: {cuont: 3}}\n",
                "8:22: unknown expectation \"cuont\"; did you mean \"count\"?"
            ),
            (
                "- {call: a, with: {b: {$uper: c}}}\n",
                "8:24: unknown function \"uper\"; did you mean \"upper\"?"
            ),
            (
                "- {call: a, expect: {matches: \"conn_{hex\"}}\n",
                "8:31: no shape of a text; write one such as conn_{digits:13}_{hex:8}"
            ),
            ("- {call: a, expect: {distinct: yes}}\n", "8:32: distinct is \"yes\"; write true or false"),
            (
                "- concurrently: 3\n  steps: [{restart: true}]\n",
                "9:10: a lane has calls, repeat and for-each; move this step out of it"
            ),
            ("- {check: $subject}\n", "8:3: check without \"expect\"; add it"),
        ])
    func scenarios(steps: String, expected: String) { #expect(message(steps) == expected) }

    @Test("a requirement is named as its file and its folder say")
    func names() {
        let steps = "- {call: a}\n"
        #expect(
            message(steps, head: Self.head.replacing("id: x", with: "id: y"))
                == "1:5: id \"y\" is not the file's name \"x\"; make them one")
        #expect(
            message(steps, head: Self.head.replacing("identifiers", with: "ids"))
                == "2:11: contract \"ids\" is not the file's folder \"identifiers\"; make them one")
        #expect(
            message(steps, head: Self.head.replacing("MUST", with: "MAY"))
                == "4:8: unknown level \"MAY\"; known levels: MUST, SHOULD")
    }
}
