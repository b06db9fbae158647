import DataOpsCore
import DataOpsLifecycle
import DataRecords
import Foundation

/// A template of the library, spoilt on purpose: every third hand-made record has a priority that the schema forbids.
struct BrokenTemplate: Sendable {
  /// Under both roots.
  let path: String
  /// The root of the library that holds the spoilt copy and nothing else.
  let root: String
  let spoilt: Int

  private static let limits = JSONLimits(maximumBytes: TemplateLibrary.maximumFileBytes, maximumDepth: 32)

  /// Writes the spoilt copy of `path` in `library` under `root`.
  ///
  /// - Throws: `template_…`, `storage_…`.
  init(of path: String, in library: TemplateLibrary, root: String) throws(Failure) {
    let file = path + ".json"
    var document: JSONValue
    do { document = try JSONValue(parsing: try library.read(file), limits: Self.limits) } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.templateRefused, "\(file) is not JSON")
    }
    guard var template = document.object, var data = template["data"]?.object, var records = data["records"]?.array
    else {
      throw Failure(.templateRefused, "\(file) has no records")
    }
    var spoilt = 0
    for index in stride(from: 0, to: records.count, by: 3) {
      guard var record = records[index].object else { continue }
      record["priority"] = "Urgent"
      records[index] = .object(record)
      spoilt += 1
    }
    data["records"] = .array(records)
    template["data"] = .object(data)
    document = .object(template)
    self.path = path
    self.root = root
    self.spoilt = spoilt
    try Self.write(document.bytes(), to: "\(root)/\(file)")
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let url = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    } catch {
      throw Failure(.storageFailed, "\(path) cannot be written", remedy: "Check the disk and the permissions.")
    }
  }
}
