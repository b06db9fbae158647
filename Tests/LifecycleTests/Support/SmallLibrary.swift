import DataRecords
import Foundation
import Testing
import _DataOpsTestKit

/// A template library that holds one template and that a test may change.
struct SmallLibrary {
  let directory: TemporaryDirectory
  /// Where in the directory the library lies.
  let folder: String
  let path = "fintech/developer_productivity/jira_issues.json"
  var root: String { directory.path("root") }
  var file: String { directory.path("root/\(folder)\(path)") }

  /// - Parameter folder: between the root and the industries, with a `/` at its end.
  init(folder: String = "") throws {
    directory = try TemporaryDirectory()
    self.folder = folder
    let shipped = "\(Installation.templates)/\(path)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: shipped, toPath: file)
  }

  func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: file)) }

  /// Gives the template a new version and changes nothing else.
  func publish(version: String) throws {
    try edit { template in
      var metadata = try #require(template["metadata"]?.object)
      metadata["version"] = .string(version)
      template["metadata"] = .object(metadata)
    }
  }

  /// Changes the hand-made records at `indexes`.
  func editRecords(_ indexes: some Sequence<Int>, _ change: (inout JSONObject) -> Void) throws {
    try edit { template in
      var data = try #require(template["data"]?.object)
      var records = try #require(data["records"]?.array)
      for index in indexes {
        var record = try #require(records[index].object)
        change(&record)
        records[index] = .object(record)
      }
      data["records"] = .array(records)
      template["data"] = .object(data)
    }
  }

  /// Repeats the hand-made records, numbered, until there are `count`.
  func multiplyRecords(to count: Int) throws {
    try edit { template in
      var data = try #require(template["data"]?.object)
      var records = try #require(data["records"]?.array)
      let own = records.count
      for number in own..<count {
        var record = try #require(records[number % own].object)
        record["summary"] = .string("Case \(number)")
        record["description"] = .string("Case \(number) is like another one, opened beside it for the other region.")
        records.append(.object(record))
      }
      data["records"] = .array(records)
      template["data"] = .object(data)
    }
  }

  /// Says of issues, which the product maps itself, how search shows them.
  func breakSearch() throws {
    try edit { template in
      var schema = try #require(template["schema"]?.object)
      schema["search"] = ["title": "summary"]
      template["schema"] = .object(schema)
    }
  }

  private func edit(_ change: (inout JSONObject) throws -> Void) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    var template = try #require(try JSONValue(parsing: bytes).object)
    try change(&template)
    try Data(JSONValue.object(template).bytes()).write(to: URL(fileURLWithPath: file))
  }
}
