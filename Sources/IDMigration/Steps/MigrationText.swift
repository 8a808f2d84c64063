/// What a plan says, as text for people: values are told by their form and number only, since legacy identifiers hold
/// names of persons.
package enum MigrationText {
    /// One line for each place: the forms in it, what is refused, times and widths.
    package static func columns(_ plan: MigrationPlan) -> String {
        var text = ""
        for input in plan.inputs {
            text += "\(input.specification.path): \(input.records) records\n"
            for tally in input.columns {
                let forms = tally.forms.sorted { ($0.key) < ($1.key) }.map { "\($0.value) \($0.key)" }
                var parts = forms.isEmpty ? ["no values"] : forms
                if tally.unknown > 0 { parts.append("\(tally.unknown) unknown") }
                if tally.ambiguous > 0 { parts.append("\(tally.ambiguous) ambiguous") }
                if let earliest = tally.earliest, let latest = tally.latest {
                    parts.append("times \(earliest) to \(latest) ms")
                }
                if tally.longest > 0 {
                    parts.append("\(tally.longest) characters" + (tally.width.map { " of \($0)" } ?? ""))
                }
                text += "  \(tally.name) (\(tally.kind)): "
                text += parts.joined(separator: ", ") + "\n"
                for sample in tally.samples { text += "    \(sample)\n" }
            }
        }
        return text
    }

    /// One line for each reference.
    package static func references(_ plan: MigrationPlan) -> String {
        plan.references.map {
            "\($0.child) → \($0.parent): \($0.rows) rows, \($0.orphans) without a parent\n"
        }.joined()
    }
}
