internal import DataOpsCore

/// The right of one operation to upload into a datasource.
enum UploadLease {
  static func name(of datasource: String) -> String { "upload/\(datasource)" }

  static func owner(_ operation: Operation) -> String { "operation \(operation.id)" }

  static func giveBack(
    of operation: Operation, into connector: GleanConnector, in registry: any RegistryWriting
  ) throws {
    let leases = try registry.sharedLeases(named: name(of: connector.datasource))
    for lease in leases where lease.owner == owner(operation) { try registry.giveBack(lease) }
  }
}
