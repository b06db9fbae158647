import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

/// The file of records that a filter reads.
struct RecordsFile: ParsableArguments {
  @Argument(
    help:
      "The records: JSON, a record a line, an array, or one text after the other; also compressed with gzip or zstd. - is standard input.",
    completion: .file())
  var file = "-"

  @Option(
    help: ArgumentHelp(
      "How the records are set apart: auto, ndjson, array or concatenated.", valueName: "form"))
  var format = RecordFormOption.auto

  @Option(
    help: ArgumentHelp(
      "The longest record that is judged, in MiB; a longer one counts as malformed and is passed over.",
      valueName: "n"))
  var maxRecordSize = 16

  func validate() throws {
    guard (1...1024).contains(maxRecordSize) else {
      throw ValidationError("--max-record-size must be from 1 to 1024 MiB.")
    }
  }

  var limits: RecordStream.Limits { .init(recordBytes: maxRecordSize << 20) }

  /// What a report about the records is called.
  var title: String { file == "-" ? "standard input" : file.split(separator: "/").last.map(String.init) ?? file }

  /// Says so where it is a person who has to write the records.
  ///
  /// - Throws: `not_found`.
  func open(_ console: Console? = nil) throws(Failure) -> any ByteSource {
    guard file != "-" else {
      if isatty(STDIN_FILENO) == 1 { console?.say("Reading records from the terminal; Ctrl-D ends them.") }
      return FileByteSource()
    }
    do { return try FileByteSource(path: file) } catch { throw failure(error) }
  }

  /// What a person is told about an input that cannot be used.
  func failure(_ error: InputError) -> Failure {
    let name = file == "-" ? "standard input" : file
    switch error.kind {
    case .unopenable: return Failure(.notFound, error.message, remedy: "Check the path and its permissions.")
    case .brokenStructure:
      return Failure(
        .invalidRequest, "\(name), \(error)",
        remedy:
          "All records before that place were judged. If they are set apart in another way, say how: --format FORM")
    case .unreadable: return Failure(.storageFailed, error.message)
    default: return Failure(.invalidRequest, "\(name): \(error)")
    }
  }

  /// A JSON document that is small enough to be held in memory.
  ///
  /// - Parameter noun: what it is for.
  /// - Throws: `not_found`; `invalid_request` with line and column.
  static func document(_ path: String, called noun: String) throws(Failure) -> JSONValue {
    let limits = JSONLimits(maximumBytes: 16 << 20, maximumDepth: 256)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw Failure(.notFound, "the \(noun) '\(path)' is a directory", remedy: "Name a file.")
    }
    var bytes: [UInt8] = []
    do throws(InputError) {
      let source = try FileByteSource(path: path)
      let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
      defer { block.deallocate() }
      while bytes.count <= limits.maximumBytes {
        let count = try source.read(into: block)
        guard count > 0 else { break }
        bytes += block[..<count]
      }
    } catch {
      throw Failure(.notFound, "the \(noun) \(error.message)", remedy: "Check the path and its permissions.")
    }
    do { return try JSONValue(parsing: bytes, limits: limits) } catch {
      throw Failure(.invalidRequest, "the \(noun) '\(path)' is not acceptable JSON at \(error)")
    }
  }
}

/// The value of `--format`.
enum RecordFormOption: String, CaseIterable, ExpressibleByArgument {
  case auto, ndjson, array, concatenated

  /// Nil: told by the text's beginning.
  var form: RecordForm? { RecordForm(rawValue: rawValue) }
}
