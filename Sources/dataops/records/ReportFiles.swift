import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

/// The reports that a filter writes beside its result.
struct ReportFiles: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "File to write a report to; may be repeated. Its ending says what: .html is a page with charts, .xml JUnit for build servers, .ndjson a line for every failure.",
      valueName: "file"), completion: .file(extensions: ["html", "xml", "ndjson"]))
  var report: [String] = []

  @Option(
    help: ArgumentHelp("How many bytes of a failing record reports show, 0 for none, at most 10000.", valueName: "n"))
  var excerpt = 200

  func validate() throws {
    for path in report where Kind(path) == nil {
      throw ValidationError("--report must end in .html, .xml or .ndjson, unlike '\(path)'.")
    }
    guard (0...10_000).contains(excerpt) else { throw ValidationError("--excerpt must be from 0 to 10000.") }
  }

  private enum Kind: String {
    case html, xml, ndjson

    init?(_ path: String) { self.init(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased()) }
  }

  var isEmpty: Bool { report.isEmpty }

  /// Whether every single failure is wanted.
  var hasLines: Bool { report.contains { Kind($0) == .ndjson } }

  /// Whether a profile would be shown.
  var hasPage: Bool { report.contains { Kind($0) == .html } }

  /// What a validation gathers for them; nil for nothing.
  func options(keyField: String) -> ReportOptions? {
    guard !isEmpty else { return nil }
    return ReportOptions(
      failures: .init(excerptBytes: excerpt, keyField: keyField), writesLines: hasLines,
      profile: hasPage ? ProfileOptions() : nil)
  }

  /// Tells before the records are read what would keep the reports from being written after it.
  ///
  /// - Throws: `storage_failed`.
  func check() throws(Failure) {
    let files = FileManager.default
    for path in report {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      var isFolder: ObjCBool = false
      if files.fileExists(atPath: path, isDirectory: &isFolder) {
        guard isFolder.boolValue || !files.isWritableFile(atPath: path) else { continue }
        throw Failure(
          .storageFailed,
          "the report '\(path)' cannot be written: \(isFolder.boolValue ? "it is a directory" : "it is read-only")")
      }
      guard files.isWritableFile(atPath: folder) else {
        let problem = files.fileExists(atPath: folder) ? "is not writable" : "does not exist"
        throw Failure(.storageFailed, "the report '\(path)' cannot be written: the folder '\(folder)' \(problem)")
      }
    }
  }

  /// The files for lines of failures, which are written while the records are read.
  ///
  /// - Throws: `storage_failed`.
  func openLines() throws(Failure) -> [OutputStream] {
    var files: [OutputStream] = []
    for path in report where Kind(path) == .ndjson { files.append(try OutputStream.file(path)) }
    return files
  }

  /// Writes the reports that are made when everything is known.
  ///
  /// - Parameter includingLines: whether the lines are those of the report, because they were not written before.
  /// - Throws: `storage_full`, `storage_failed`.
  func write(_ report: QualityReport, includingLines: Bool = false) throws {
    for path in self.report {
      let bytes: [UInt8]
      switch Kind(path) {
      case .html: bytes = HTMLReport(report).bytes
      case .xml: bytes = JUnitReport(report).bytes
      case .ndjson where includingLines:
        var lines = FailureLines()
        lines.write(report)
        bytes = lines.bytes
      default: continue
      }
      let file = try OutputStream.file(path)
      try bytes.withUnsafeBytes { try file.write($0) }
    }
  }

  /// By which file a report was made, and when, as it stands in its head.
  static func note(_ noun: String, _ path: String) -> String {
    let format = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeZone: .gmt)
    let time = Date.now.formatted(format.year().month().day().time(includingFractionalSeconds: false))
    return "\(noun) \(path.split(separator: "/").last.map(String.init) ?? path) · \(time) UTC"
  }
}
