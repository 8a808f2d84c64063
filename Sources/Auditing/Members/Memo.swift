import Linking
import Outlines

/// What was found of files and classes: checks ask the same again for each of thousands of members, side by side.
final class Memo: Sendable {
    struct Family: Hashable, Sendable {
        let rule: String
        let id: DefinitionID
    }

    /// By rule and class: what ``ClassMembers/names(ofFamily:_:)`` gives.
    let families = Keeper<Family, Set<Int>?>()
    let hasObjects = Keeper<DefinitionID, Bool>()
    let makesOthers = Keeper<DefinitionID, Bool>()
    /// By file.
    let setsByName = Keeper<Int32, Bool>()
    let ambiguous = Keeper<Int32, Set<Int32>>()
    let topNames = Keeper<Int32, Set<Int>>()
    let mentioned = Keeper<Int32, Set<Int>>()
    let mentionLines = Keeper<Int32, Set<UInt32>>()
    let resultHints = Keeper<Int32, [Int32: NamePath.ID]>()
}
