package import DataOpsCore

/// The object store: immutable files by key, in a directory or a bucket.
package protocol ObjectFiles: Sendable {
  /// Writes `bytes` under `key`: afterwards they are there completely and durably, or (when it throws) not at all.
  ///
  /// - Throws: `storage_full`, `storage_read_only`, `storage_failed`.
  func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure)

  /// - Throws: `not_found`; `storage_failed`; `limit_reached` where the file is larger than `maximumBytes`.
  func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8]

  func contains(_ key: ObjectKey) async throws(Failure) -> Bool

  /// The keys directly or deeply under `prefix`, in order.
  func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey]

  /// Succeeds if there is nothing.
  func delete(_ key: ObjectKey) async throws(Failure)

  /// Removes everything under `prefix`; succeeds if there is nothing.
  func deleteAll(under prefix: ObjectKey) async throws(Failure)
}

/// A path in the object store: parts of `[A-Za-z0-9._-]`, joined by `/`, none of them `.` or `..`.
package struct ObjectKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let parts: [String]

  /// Nil where a part is not allowed.
  package init?(_ parts: [String]) {
    let allowed = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.count <= 200 && part != "." && part != ".."
        && part.unicodeScalars.allSatisfy { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
          default: false
          }
        }
    }
    guard allowed, !parts.isEmpty, parts.count <= 8 else { return nil }
    self.parts = parts
  }

  private init(checked parts: [String]) { self.parts = parts }

  package var description: String { parts.joined(separator: "/") }

  package static func < (left: Self, right: Self) -> Bool { left.description < right.description }

  package static func snapshot(_ id: Identifier<Snapshot>) -> ObjectKey {
    ObjectKey(checked: ["snapshots", id.description])
  }

  package static func manifest(of id: Identifier<Snapshot>) -> ObjectKey {
    ObjectKey(checked: ["snapshots", id.description, "manifest.json"])
  }

  /// - Parameter hash: hexadecimal SHA-256, as the manifest names the chunk; nil for anything else.
  package static func chunk(_ hash: String, of id: Identifier<Snapshot>) -> ObjectKey? {
    ObjectKey(["snapshots", id.description, "\(hash).ndjson.zst"])
  }

  /// - Parameter hash: hexadecimal SHA-256 of the template file.
  package static func template(hash: String) -> ObjectKey {
    ObjectKey(checked: ["templates", "\(hash).json"])
  }

  package static let snapshots = ObjectKey(checked: ["snapshots"])

  package static func archive(of id: Identifier<Dataset>) -> ObjectKey {
    ObjectKey(checked: ["archives", id.description, "archive.json"])
  }

  package static func certificate(of id: Identifier<Dataset>) -> ObjectKey {
    ObjectKey(checked: ["archives", id.description, "certificate.json"])
  }
}
