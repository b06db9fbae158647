#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension SchemaDocuments.Folder {
  /// The file that a URI under the prefix stands for; nil if there is none.
  func document(at uri: String, limits: JSONLimits) throws(SchemaFileError) -> JSONValue? {
    guard let name = SchemaURI.decoded(uri.dropFirst(prefix.count)), isInside(name) else { return nil }
    guard let root = Self.real(path), let file = Self.real("\(root)/\(name)") else { return nil }
    guard file.hasPrefix(root == "/" ? "/" : root + "/") else {
      throw SchemaFileError(message: "the file \(name) leads out of the folder \(path)")
    }
    guard let bytes = try Self.read(file, upTo: limits.maximumBytes) else { return nil }
    do throws(JSONError) {
      return try JSONValue(parsing: bytes, limits: limits)
    } catch {
      throw SchemaFileError(message: "the file \(file) is not acceptable JSON: \(error)")
    }
  }

  /// Relative, without steps upward and without NUL.
  private func isInside(_ name: String) -> Bool {
    let segments = name.split(separator: "/", omittingEmptySubsequences: false)
    let first = prefix.hasSuffix("/") || prefix.isEmpty ? 0 : 1
    guard !name.isEmpty, !name.utf8.contains(0), first == 0 || segments[0].isEmpty else { return false }
    return segments.dropFirst(first).allSatisfy { $0 != ".." && $0 != "." && !$0.isEmpty }
  }

  /// Without symbolic links; nil if there is nothing of that name.
  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Nil unless it is a regular file.
  private static func read(_ path: String, upTo limit: Int) throws(SchemaFileError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw SchemaFileError(message: "the file \(path) cannot be opened") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = block.withUnsafeMutableBytes { Self.readBlock(descriptor, $0) }
      guard count >= 0 else { throw SchemaFileError(message: "the file \(path) cannot be read") }
      if count == 0 { return bytes }
      bytes += block.prefix(count)
      guard bytes.count <= limit else {
        throw SchemaFileError(message: "the file \(path) is longer than \(limit) bytes")
      }
    }
  }

  private static func readBlock(_ descriptor: Int32, _ block: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.read(descriptor, block.baseAddress, block.count)
    #else
      Glibc.read(descriptor, block.baseAddress, block.count)
    #endif
  }
}
