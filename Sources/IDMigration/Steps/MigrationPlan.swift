private import Crypto
private import Foundation

/// What a migration will do, as it was found by reading the inputs: written to a file, and carried out only as long as
/// inputs, key and tool are those that it speaks of.
package struct MigrationPlan: Sendable, Hashable, Codable {
    package var version = 1
    package var toolVersion: String
    package var keyID: String
    /// Whether unknown and ambiguous values stay as they are.
    package var keepsUnknown: Bool
    package var inputs: [Input]
    package var references: [Reference]
    /// Distinct legacy identifiers, those that are unified already included.
    package var mapped: Int

    package struct Input: Sendable, Hashable, Codable {
        package var specification: MigrationSpec.Input
        /// SHA-256 of the file, unpacked; of a database, of its schema and rows.
        package var contentDigest: String
        package var records: Int
        package var columns: [ColumnTally]
    }

    /// A column whose values are those of another one.
    package struct Reference: Sendable, Hashable, Codable {
        package var child: ColumnName
        package var parent: ColumnName
        package var rows: Int
        /// Rows whose value no parent has.
        package var orphans: Int
        /// The sum of a hash of every row's value as it will be: equal multisets of edges have equal sums.
        package var checksum: UInt64
    }

    static let fileName = "plan.json"

    /// SHA-256 of the plan's text.
    package func hash() throws(MigrationError) -> String {
        String(decoding: Hexadecimal.digits(SHA256.hash(data: try encoded())), as: UTF8.self)
    }

    private func encoded() throws(MigrationError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { return try [UInt8](encoder.encode(self)) } catch {
            throw MigrationError("\(Self.fileName): \(error.localizedDescription)")
        }
    }

    func write(to folder: String) throws(MigrationError) {
        let path = folder + "/" + Self.fileName
        let bytes = try encoded()
        do { try Data(bytes).write(to: URL(filePath: path), options: .atomic) } catch {
            throw MigrationError("\(path): \(error.localizedDescription)")
        }
    }

    /// - Throws: where the translator's key is not the one that the plan was made with.
    func requireKey(of translator: Translator) throws(MigrationError) {
        guard keyID == translator.keyID else {
            throw MigrationError(
                "the plan was made with key \(keyID), and this one is \(translator.keyID); take the same key")
        }
    }

    package static func read(from folder: String) throws(MigrationError) -> MigrationPlan {
        let path = folder + "/" + fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw MigrationError("\(path): does not exist; run `ssot ids migrate plan` first")
        }
        do {
            let plan = try JSONDecoder().decode(MigrationPlan.self, from: data)
            guard plan.version == 1 else {
                throw MigrationError(
                    "\(path): version \(plan.version) is not known; plan again with this tool")
            }
            return plan
        } catch let error as MigrationError {
            throw error
        } catch { throw MigrationError("\(path): is no plan (\(error.localizedDescription)); plan again") }
    }
}
