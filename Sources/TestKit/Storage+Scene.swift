package import DataOpsCore
package import DataOpsLifecycle

/// The rows that most tests start from: one client, one dataset of it, one connector, one waiting operation.
package struct Scene: Sendable {
  package let client: Client
  package let dataset: Dataset
  package let connector: GleanConnector
  package let operation: Operation

  package init(_ fixtures: inout Fixtures, name: String = "Acme Bank", stage: Stage = .sandbox) {
    client = fixtures.client(name)
    dataset = fixtures.dataset(of: client, stage: stage)
    connector = fixtures.connector(of: dataset, client: client)
    operation = fixtures.operation(on: dataset)
  }
}

extension Storage {
  /// Writes the rows of `scene`.
  package func insert(_ scene: Scene) async throws {
    try await write { registry in
      try registry.insert(scene.client)
      try registry.insert(scene.dataset)
      try registry.insert(scene.connector)
      try registry.insert(
        scene.operation,
        steps: [OperationStep(operationID: scene.operation.id, name: .selectTemplate, ordinal: 1)])
    }
  }
}
