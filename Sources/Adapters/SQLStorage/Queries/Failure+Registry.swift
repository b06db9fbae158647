import DataOpsCore

extension Failure {
  static func missing(_ what: String) -> Failure {
    Failure(.notFound, "\(what) is not in the registry")
  }

  /// A lost optimistic lock.
  static func lost(_ what: String, stored: Int, own: Int, now: String) -> Failure {
    Failure(
      .conflict,
      "\(what) was changed by somebody else: version \(stored) is stored, this change was made to version \(own); \(now)",
      remedy: "Read it again and repeat the change.")
  }
}
