/// What of JSON Schema (draft 2020-12) the published schema of the report uses, and nothing more: an unknown keyword
/// fails.
struct SchemaCheck {
    private let root: [String: Any]
    private(set) var faults: [String] = []

    init(_ root: [String: Any]) { self.root = root }

    mutating func check(_ value: Any, _ schema: [String: Any]? = nil, at path: String = "") {
        for (keyword, argument) in schema ?? root {
            if !holds(keyword, argument, value, schema ?? root, path) {
                faults.append("\(path): \(keyword) \(argument) does not hold")
            }
        }
    }

    private mutating func holds(
        _ keyword: String, _ argument: Any, _ value: Any, _ schema: [String: Any], _ path: String
    ) -> Bool {
        switch (keyword, argument) {
        case ("$schema", _), ("title", _), ("description", _), ("$defs", _): return true
        case ("$ref", let reference as String):
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any] else {
                return false
            }
            check(value, target, at: path)
            return true
        case ("type", let name as String): return Self.isType(name, value)
        case ("type", let names as [String]): return names.contains { Self.isType($0, value) }
        case ("const", let text as String): return value as? String == text
        case ("enum", let texts as [String]): return (value as? String).map(texts.contains) ?? false
        case ("minimum", let bound as Double): return (value as? Double).map { $0 >= bound } ?? true
        case ("maximum", let bound as Double): return (value as? Double).map { $0 <= bound } ?? true
        case ("anyOf", let choices as [[String: Any]]):
            return choices.contains { choice in
                var other = SchemaCheck(root)
                other.check(value, choice, at: path)
                return other.faults.isEmpty
            }
        case ("items", let item as [String: Any]):
            for (index, element) in ((value as? [Any]) ?? []).enumerated() {
                check(element, item, at: "\(path)/\(index)")
            }
            return true
        case ("required", let keys as [String]):
            return (value as? [String: Any]).map { object in keys.allSatisfy { object[$0] != nil } } ?? true
        case ("properties", let properties as [String: [String: Any]]):
            for (key, element) in (value as? [String: Any]) ?? [:] {
                if let part = properties[key] { check(element, part, at: "\(path)/\(key)") }
            }
            return true
        case ("additionalProperties", let rest):
            let known = Set((schema["properties"] as? [String: Any] ?? [:]).keys)
            let others = ((value as? [String: Any]) ?? [:]).filter { !known.contains($0.key) }
            guard let part = rest as? [String: Any] else { return others.isEmpty }
            for (key, element) in others { check(element, part, at: "\(path)/\(key)") }
            return true
        default: return false
        }
    }

    private static func isType(_ name: String, _ value: Any) -> Bool {
        switch name {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value as? Bool != nil
        case "null": "\(type(of: value))" == "NSNull"
        case "number": value as? Double != nil
        case "integer": (value as? Double).map { $0 == $0.rounded() } ?? false
        default: false
        }
    }
}
