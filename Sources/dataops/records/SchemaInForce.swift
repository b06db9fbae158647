import ArgumentParser
import DataOpsCore
import DataRecords
import Foundation

/// Which schema records are held against, and how it is understood.
struct SchemaInForce: ParsableArguments {
  @Option(
    help: ArgumentHelp("The JSON Schema that the records must satisfy.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var schema: String

  @OptionGroup var reading: SchemaReading

  /// - Throws: `not_found`, `invalid_request` with the place in the schema.
  func compiled() throws(Failure) -> RecordSchema { try reading.compiled(schema) }
}

/// How a schema is understood.
struct SchemaReading: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder whose files stand for the schemas under a URI, for $ref, such as https://acme.example/=schemas; may be repeated. An empty URI stands for relative references. Nothing is ever fetched.",
      valueName: "uri=dir"))
  var map: [FolderOfSchemas] = []

  @Flag(help: "Check 'format', too; the standard takes it for an annotation.")
  var assertFormats = false

  @Option(
    help: ArgumentHelp(
      "Version of JSON Schema where '$schema' names none: 2020-12, 2019-09, 7, 6 or 4.", valueName: "version"))
  var draft = SchemaDialect.draft2020_12

  /// - Throws: `not_found`, `invalid_request` with the place in the schema.
  func compiled(_ schema: String) throws(Failure) -> RecordSchema {
    let value = try RecordsFile.document(schema, called: "schema")
    var documents = SchemaDocuments()
    for folder in map { try folder.check() }
    for folder in map { documents.map(prefix: folder.uri, toFolder: folder.path) }
    let options = SchemaOptions(dialect: draft, assertsFormats: assertFormats, documents: documents)
    do { return try RecordSchema(compiling: value, options: options) } catch {
      throw Failure(
        .invalidRequest, "the schema '\(schema)' cannot be used: \(error)",
        remedy: error.kind == .unresolvedReference
          ? "Name the folder that holds the schema that is referred to: --map URI=DIR" : nil)
    }
  }

  /// As ``compiled(_:)``; what is probably not meant is told.
  func compiled(_ schema: String, _ console: Console) throws(Failure) -> RecordSchema {
    let compiled = try compiled(schema)
    for warning in compiled.warnings { console.say("\("warning:", .notice) \(schema) \(warning.description)") }
    return compiled
  }
}

/// The value of `--map`.
struct FolderOfSchemas: ExpressibleByArgument {
  let uri: String
  let path: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    uri = String(argument[..<equals])
    path = CommandContext.absolute(String(argument[argument.index(after: equals)...]))
  }

  /// - Throws: `not_found` unless it is a folder.
  func check() throws(Failure) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      throw Failure(
        .notFound, "the folder '\(path)' of --map \(exists ? "is a file" : "does not exist")",
        remedy: "Name the folder that holds the schemas.")
    }
  }
}
