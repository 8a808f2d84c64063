import Findings

extension PageData {
    func managers(_ writer: inout JSONWriter) {
        writer.key("managers")
        writer.array(report.audit.managers) { writer, manager in
            writer.object {
                $0.field("name", manager.name)
                $0.field("symbol", manager.symbol)
                $0.field("path", manager.path)
                $0.field("line", manager.line)
                $0.field("end", manager.endLine)
                $0.field("kind", manager.kind.rawValue)
                $0.field("role", manager.role.rawValue)
                $0.field("domain", manager.domain)
                $0.field("methods", manager.methodCount)
                $0.field("uses", manager.productionReferences)
                $0.field("testUses", manager.testReferences)
                $0.sparse("test", manager.isTestCode)
                $0.sparse("dead", manager.isShadowed)
                $0.sparse("counted", manager.isCounted)
                $0.sparse("canonical", manager.canonical == .no ? nil : manager.canonical.rawValue)
                $0.sparse("target", manager.target)
                $0.sparse("service", manager.service)
                $0.sparse("why", why(manager))
            }
        }
    }

    /// Why it is a manager, has its role and is canonical, without the votes for domains.
    private func why(_ manager: ManagerFact) -> String {
        var seen: Set<String> = []
        return manager.evidence
            .filter { $0.aspect != .domain && seen.insert($0.detail).inserted }
            .map(\.detail).joined(separator: "; ")
    }

    func duplicates(_ writer: inout JSONWriter) {
        let all = report.audit.duplicates
        writer.key("duplicates")
        writer.object {
            $0.field("groups", all.count)
            $0.field("members", all.reduce(0) { $0 + $1.members.count })
            $0.field("important", groups.important)
            $0.field("shown", groups.groups.count)
            $0.key("evidence")
            $0.array(DuplicatePair.Kind.allCases) { writer, kind in
                writer.object {
                    $0.field("kind", kind.rawValue)
                    $0.field("groups", all.count { $0.pairs.contains { $0.kind == kind } })
                    $0.field("pairs", all.reduce(0) { $0 + $1.pairs.count { $0.kind == kind } })
                }
            }
        }
        writer.key("groups")
        writer.array(Array(groups.groups.enumerated())) { group($1.element, number: $1.offset, &$0) }
        writer.key("texts")
        writer.array(groups.texts) { $0.string($1) }
    }

    private func group(_ group: DuplicateGroup, number: Int, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("kind", group.kind.rawValue)
            $0.field("domain", group.domain)
            $0.sparse("across", group.isAcrossServices)
            $0.sparse("noRoom", groups.groupsWithoutRoom.contains(number))
            $0.key("members")
            $0.array(Array(group.members.enumerated())) { writer, item in
                member(item.element, text: groups.textOfMember[number][item.offset], &writer)
            }
            $0.key("pairs")
            $0.array(group.pairs) { writer, pair in
                writer.object {
                    $0.field("left", pair.left)
                    $0.field("right", pair.right)
                    $0.field("kind", pair.kind.rawValue)
                    $0.key("score")
                    $0.number(pair.score)
                }
            }
        }
    }

    private func member(_ member: DuplicateMember, text: Int?, _ writer: inout JSONWriter) {
        writer.object {
            $0.field("symbol", member.symbol)
            $0.field("name", member.name)
            $0.field("path", member.path)
            $0.field("line", member.line)
            $0.field("end", member.endLine)
            $0.sparse("role", member.role?.rawValue)
            $0.sparse("canonical", member.canonical == .no ? nil : member.canonical.rawValue)
            $0.sparse("service", member.service)
            $0.sparse("test", member.isTestCode)
            $0.sparse("dead", member.isShadowed)
            $0.sparse("placeholder", member.isPlaceholder)
            if let text { $0.field("text", text) }
            $0.sparse("cut", text != nil && member.endLine - member.line >= ListedGroups.memberLines)
            if let index = managerIndex[Place(path: member.path, line: member.line, symbol: member.symbol)] {
                $0.field("manager", index)
            }
        }
    }

    func identifiers(_ writer: inout JSONWriter) {
        writer.key("kinds")
        writer.array(report.identifierKinds) { writer, row in
            writer.object {
                $0.field("kind", row.kind.rawValue)
                $0.field("production", row.production)
                $0.field("tests", row.tests)
            }
        }
        writer.key("functions")
        writer.array(report.audit.identifiers) { writer, function in
            writer.object {
                $0.field("name", function.qualifiedName)
                $0.field("symbol", function.symbol)
                $0.field("path", function.path)
                $0.field("line", function.line)
                $0.field("kind", function.kind.rawValue)
                $0.field("concept", function.concept)
                $0.sparse("test", function.isTestCode)
            }
        }
        writer.key("sites")
        writer.array(report.audit.sites) { writer, site in
            writer.object {
                $0.field("name", site.sinkName)
                $0.field("symbol", site.symbol)
                $0.field("path", site.path)
                $0.field("line", site.line)
                $0.field("sink", site.sink.rawValue)
                $0.field("source", site.source.rawValue)
                $0.field("bits", site.bits)
                $0.field("format", site.format)
                $0.field("concept", site.concept)
                $0.field("standing", site.standing.rawValue)
                $0.sparse("replacement", site.replacement)
                $0.sparse("test", site.isTestCode)
            }
        }
    }
}
