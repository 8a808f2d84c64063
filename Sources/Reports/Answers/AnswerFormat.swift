/// A format of answers that are no report of a whole scan: plans, comparisons, counts.
package enum AnswerFormat: String, Sendable, CaseIterable {
    case text, markdown, json
}
