import Foundation
import Testing

@testable import DataRecords

/// What fuzzing starts from, and what it has found, through the same entry points.
@Suite struct `The fuzz corpus` {
  private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .appendingPathComponent("../../../Fuzz/Corpus").standardizedFileURL

  static let files: [String] = FuzzTargets.all.flatMap { target in
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(target.name).path)
    return (names ?? []).sorted().map { "\(target.name)/\($0)" }
  }

  @Test(arguments: files) func `holds in every target`(file: String) throws {
    let target = try #require(FuzzTargets.all.first { file.hasPrefix($0.name + "/") })
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(file)))
    try bytes.withUnsafeBytes { try target.check($0) }
  }

  @Test func `is there for every target and stays small`() {
    for target in FuzzTargets.all { #expect(Self.files.contains { $0.hasPrefix(target.name + "/") }, "\(target.name)") }
    #expect(Self.files.count < 200)
  }
}
