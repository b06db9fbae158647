package import DataOpsCore
internal import Foundation

/// The template files under one root, read only: `{root}/{industry}/{use_case}/{dataset_type}.json`.
///
/// A root that holds a `templates` or `mock_data/templates` folder means that folder. No path leaves the root, symbolic links included.
package struct TemplateLibrary: Sendable {
  package let root: String
  /// The most files that a listing looks at.
  package static let maximumFiles = 5000
  package static let maximumFileBytes = 8 << 20

  package init(root: String) {
    self.root = root
  }

  /// One file of the library.
  package struct Entry: Hashable, Sendable, Comparable {
    /// The path under the root, with `/`.
    package let path: String
    package let industry: String
    package let useCase: String
    package let type: String

    package static func < (left: Self, right: Self) -> Bool { left.path < right.path }
  }

  /// All files that lie where templates lie, in order of their paths.
  package func entries() throws(Failure) -> [Entry] {
    let base = try resolvedRoot()
    let files = FileManager.default
    var entries: [Entry] = []
    for industry in folders(in: base, files) {
      for useCase in folders(in: "\(base)/\(industry)", files) {
        let folder = "\(base)/\(industry)/\(useCase)"
        for name in ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted() where name.hasSuffix(".json") {
          entries.append(
            Entry(
              path: "\(industry)/\(useCase)/\(name)", industry: industry, useCase: useCase,
              type: String(name.dropLast(5))))
          guard entries.count <= Self.maximumFiles else {
            throw Failure(
              .limitReached, "the template library \(root) has more than \(Self.maximumFiles) files",
              remedy: "Point templates.root at the library itself.")
          }
        }
      }
    }
    return entries.sorted()
  }

  /// Reads, checks and parses one template of the library.
  ///
  /// - Parameter path: under the root; `.json` may be left out.
  /// - Throws: `template_not_found`, `template_refused` (with every finding), `access_denied` for a path that leaves the root.
  package func load(_ path: String) throws(Failure) -> LoadedTemplate {
    let relative = path.hasSuffix(".json") ? path : path + ".json"
    let bytes = try read(relative)
    return try LoadedTemplate(bytes: bytes, path: relative)
  }

  /// The template of this type for an industry and, if given, a use case; the first by name where several fit.
  package func choose(industry: Industry, useCase: String?, type: DatasetType) throws(Failure) -> LoadedTemplate {
    let entries = try entries()
    let fitting = entries.filter {
      $0.industry == industry.rawValue && $0.type == type.rawValue && (useCase == nil || $0.useCase == useCase)
    }
    guard let entry = fitting.first else {
      let ofType = entries.filter { $0.industry == industry.rawValue && $0.type == type.rawValue }
      let useCases = Set(ofType.map(\.useCase)).sorted().joined(separator: ", ")
      throw Failure(
        .templateNotFound,
        "the library \(root) has no template of type \(type.rawValue) for \(industry.rawValue)"
          + (useCase.map { " and use case '\($0.prefix(Names.maximumLength))'" } ?? ""),
        remedy: useCases.isEmpty
          ? "Add one, name one with --template, or see what there is: dataops template list"
          : "It has them for: \(useCases).")
    }
    return try load(entry.path)
  }

  /// The bytes of one file of the library, unchecked but for their number.
  ///
  /// - Throws: `template_not_found`, `access_denied` for a path that leaves the root.
  package func read(_ relative: String) throws(Failure) -> [UInt8] {
    let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
    guard !relative.hasPrefix("/"), !parts.contains(".."), !parts.contains(""), !relative.contains("\0") else {
      throw Failure(
        .accessDenied, "the path '\(relative.prefix(200))' leaves the template library",
        remedy: "Name a file under \(root), such as fintech/developer_productivity/confluence_pages.")
    }
    let base = try resolvedRoot()
    guard let resolved = realPath("\(base)/\(relative)") else {
      throw Failure(
        .templateNotFound, "there is no template '\(relative)' in \(root)",
        remedy: "See what there is: dataops template list")
    }
    guard resolved.hasPrefix(base + "/") else {
      throw Failure(
        .accessDenied, "the template '\(relative)' is a link that leaves the library",
        remedy: "Copy the file into \(root).")
    }
    return try Self.bytes(ofFile: resolved, named: relative)
  }

  /// Reads a regular file of bounded size.
  package static func bytes(ofFile path: String, named name: String) throws(Failure) -> [UInt8] {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard type == .typeRegular else {
      throw Failure(
        .templateNotFound, "'\(name)' is not a file", remedy: "Name a template file, such as confluence_pages.json.")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(.templateNotFound, "the template '\(name)' cannot be opened", remedy: "Check its permissions.")
    }
    defer { try? handle.close() }
    do {
      let data = try handle.read(upToCount: maximumFileBytes + 1) ?? Data()
      guard data.count <= maximumFileBytes else {
        throw Failure(
          .templateRefused, "the template '\(name)' is larger than \(maximumFileBytes >> 20) MiB",
          remedy: "A template describes records by samples; it does not hold the whole dataset.")
      }
      return [UInt8](data)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.storageFailed, "the template '\(name)' cannot be read", remedy: "Check the disk and permissions.")
    }
  }

  private func resolvedRoot() throws(Failure) -> String {
    for candidate in ["\(root)/mock_data/templates", "\(root)/templates", root] {
      var isDirectory: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory), isDirectory.boolValue,
        let resolved = realPath(candidate)
      {
        return resolved
      }
    }
    throw Failure(
      .templateNotFound, "the template library '\(root)' does not exist",
      remedy: "Set templates.root (or DATAOPS_TEMPLATES_ROOT) to a folder of templates.")
  }

  private func folders(in folder: String, _ files: FileManager) -> [String] {
    ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter { name in
      var isDirectory: ObjCBool = false
      return !name.hasPrefix(".") && files.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isDirectory)
        && isDirectory.boolValue
    }
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
