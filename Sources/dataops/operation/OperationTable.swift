import DataOpsCore
import DataOpsLifecycle

/// Operations in a table, each with the name of its dataset.
struct OperationTable: Sendable {
  private let rows: [(operation: Operation, dataset: String)]

  init(_ operations: [Operation], in registry: any RegistryReading) throws {
    rows = try operations.map { ($0, try registry.dataset($0.datasetID)?.name ?? $0.datasetID.description) }
  }

  var operations: [Operation] { rows.map(\.operation) }

  func lines(width: Int?) -> [Line] {
    var table = Table([
      .left("ID"), .left("KIND"), .left("STATUS"), .left("STEP"), .left("DATASET"), .left("REQUESTED (UTC)"),
      .left("NOTE"),
    ])
    for (operation, dataset) in rows {
      let trouble = operation.failure?.message.split(separator: "\n").first.map(String.init)
      let waits = operation.wakeAt.map { "goes on at \($0.short) UTC" }
      table.add([
        "\(operation.id)", Line(operation.kind.rawValue), operation.status.line, Line(operation.step?.rawValue ?? ""),
        Line(dataset), Line(operation.requestedAt.short), Line(trouble ?? waits ?? ""),
      ])
    }
    return table.lines(width: width)
  }
}
