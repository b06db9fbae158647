/// Why keys could not be put aside on disk, or read back.
public struct SpillError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What could not be done.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// No file can be made in the folder.
    case notCreated
    /// The disk, or what the user may take of it, is full.
    case diskFull
    /// The system could not write.
    case notWritten
    /// The system could not read, or the file is shorter than it was.
    case notRead
  }

  /// What could not be done.
  public let kind: Kind

  /// The folder for temporary files.
  public let folder: String

  /// The number of the system's error; 0 where the file is shorter than it was.
  public let code: Int32

  /// What could not be done, where and why, and what would help.
  public var description: String {
    switch kind {
    case .notCreated: "no temporary file can be made in \(folder) (\(reason)); name a folder that can be written to"
    case .diskFull:
      "the disk of \(folder) is full, and the keys need more memory than they may take; free space there, name "
        + "another folder, or allow more memory"
    case .notWritten: "keys cannot be written to a temporary file in \(folder) (\(reason))"
    case .notRead: "keys cannot be read back from a temporary file in \(folder) (\(reason))"
    }
  }

  private var reason: String { code == 0 ? "the file is cut short" : SpillFile.text(of: code) }
}
