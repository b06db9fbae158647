import DataOpsCore
import DataOpsLifecycle
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What can go wrong with files, before it is known whom it is about.
enum FileError: Error, Hashable {
  case system(Errno)
  /// A directory, a pipe or a device is where a file should be.
  case notAFile
  case tooLarge(Int, maximum: Int)
  /// Directories are nested deeper than any key.
  case tooDeep

  static var current: FileError { .system(Errno(rawValue: errno)) }

  var code: Errno? {
    guard case .system(let code) = self else { return nil }
    return code
  }

  static func check(_ result: CInt) throws(FileError) {
    guard result == 0 else { throw .current }
  }

  static func descriptor(_ open: () -> CInt) throws(FileError) -> FileDescriptor {
    let descriptor = open()
    guard descriptor >= 0 else { throw .current }
    return FileDescriptor(rawValue: descriptor)
  }

  /// - Parameter key: what `body` is about; nil for the store as a whole.
  static func translating<Result>(
    about key: ObjectKey?, _ body: () throws -> Result
  ) throws(Failure) -> Result {
    do {
      return try body()
    } catch let failure as Failure {
      throw failure
    } catch let error as FileError {
      throw error.failure(about: key)
    } catch let code as Errno {
      throw FileError.system(code).failure(about: key)
    } catch {
      throw Failure(.storageFailed, "the object store failed")
    }
  }
}

extension FileError {
  func failure(about key: ObjectKey?) -> Failure {
    let what = key.map { "'\($0)' in the object store" } ?? "the object store"
    switch self {
    case .notAFile, .system(.isDirectory):
      return Failure(.storageFailed, "\(what) is not a file", remedy: Self.tidy, retryable: false)
    case .tooLarge(let size, let maximum):
      return Failure(
        .limitReached, "\(what) has \(size) bytes; at most \(maximum) are read", retryable: false)
    case .tooDeep:
      return Failure(
        .storageFailed, "\(what) has directories nested deeper than any key", remedy: Self.tidy, retryable: false)
    case .system(.noSuchFileOrDirectory):
      return Failure(.notFound, "\(what) is not there")
    case .system(.noSpace), .system(.diskQuotaExceeded):
      return Failure(
        .storageFull, "the disk of the object store is full; \(what) was not changed",
        remedy: "Free some space and try again.")
    case .system(.readOnlyFileSystem), .system(.permissionDenied), .system(.notPermitted):
      return Failure(
        .storageReadOnly, "\(what) cannot be changed or read by this user",
        remedy: "Make the data directory and all that is in it readable and writable for this user.")
    case .system(.notDirectory), .system(.tooManySymbolicLinkLevels):
      return Failure(
        .storageFailed, "\(what) leads through something that is not a directory (symbolic links are not followed)",
        remedy: Self.tidy, retryable: false)
    case .system(let code):
      return Failure(.storageFailed, "\(what) could not be reached: \(code)")
    }
  }

  /// What is wrong with the directory of the whole store.
  func rootFailure(_ root: String) -> Failure {
    switch self {
    case .system(.noSuchFileOrDirectory):
      Failure(
        .storageFailed, "the directory of the object store, \(root), does not exist",
        remedy: "Make it, or check the path of the data directory.", retryable: false)
    case .system(.notDirectory):
      Failure(
        .storageFailed, "\(root) should be the directory of the object store, but is a file",
        remedy: "Check the path of the data directory.", retryable: false)
    default:
      failure(about: nil)
    }
  }

  private static let tidy = "The object store is only for dataops; move away what does not belong there."
}
