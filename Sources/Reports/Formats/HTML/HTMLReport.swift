import Digests

/// The report as one page that stands alone: markup, style, script and data in one file, which loads nothing.
///
/// The audited repository is not trusted. Its texts reach the page as JSON that no text can end, the script writes
/// them as text only, and the policy lets no other script run and nothing be fetched.
enum HTMLReport {
    static func render(_ report: AuditReport) -> [UInt8] {
        let style = PackageResources.colours_css + PackageResources.page_css + PackageResources.parts_css
        let script =
            Array("'use strict';\n".utf8) + PackageResources.text_js + PackageResources.table_js
            + PackageResources.difference_js + PackageResources.treemap_js + PackageResources.duplicates_js
            + PackageResources.sections_js + PackageResources.trend_js + PackageResources.lists_js
            + PackageResources.page_js
        let policy =
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-\(Digest(of: style.span).base64)'; "
            + "script-src 'sha256-\(Digest(of: script.span).base64)'"
        return page([
            "policy": Array(policy.utf8), "style": style, "data": escaped(PageData(report).json()),
            "script": script,
        ])
    }

    /// The page with each `{{name}}` replaced; what is put in is not searched again.
    private static func page(_ parts: [String: [UInt8]]) -> [UInt8] {
        let template = String(decoding: PackageResources.page_html, as: UTF8.self)
        var page: [UInt8] = []
        var rest = template[...]
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}")
        {
            page += rest[..<start.lowerBound].utf8
            page += parts[String(rest[start.upperBound..<end.lowerBound]), default: []]
            rest = rest[end.upperBound...]
        }
        return page + rest.utf8
    }

    /// JSON that stands inside a `script` element: no `<`, so that no `</script>` or `<!--` of an audited text counts
    /// (HTML Standard §4.12.1.3), and no line separators, which older scripts end strings at.
    static func escaped(_ json: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + json.count / 16)
        var index = 0
        while index < json.count {
            if json[index] == UInt8(ascii: "<") {
                bytes += "\\u003c".utf8
            } else if json[index] == 0xE2, index + 2 < json.count, json[index + 1] == 0x80,
                json[index + 2] & 0xFE == 0xA8
            {
                bytes += json[index + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
                index += 2
            } else {
                bytes.append(json[index])
            }
            index += 1
        }
        return bytes
    }
}
