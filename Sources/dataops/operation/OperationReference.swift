import DataOpsCore
import DataOpsLifecycle

/// An operation as a person names it: its id, or enough of its beginning.
struct OperationReference: Sendable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// - Throws: `not_found`; `conflict` where several ids begin so.
  func resolve(in registry: any RegistryReading) throws -> Operation {
    if let id = Identifier<Operation>(text), let operation = try registry.operation(id) { return operation }
    let prefix = text.lowercased()
    let matching = prefix.count < 8 ? [] : try registry.operations(OperationFilter(idPrefix: prefix, limit: 2))
    guard matching.count <= 1 else {
      throw Failure(.conflict, "several operations have ids that begin with '\(text)'", remedy: "Give more of it.")
    }
    if prefix.count < 8, !prefix.isEmpty, prefix.allSatisfy({ $0.isHexDigit || $0 == "-" }) {
      throw Failure(
        .invalidRequest, "'\(prefix)' is too short for the beginning of an id",
        remedy: "Give at least 8 characters of it.")
    }
    guard let operation = matching.first else {
      throw Failure(
        .notFound, "there is no operation '\(text.prefix(100))'",
        remedy: "See what there is: dataops operation list --all")
    }
    return operation
  }
}
