internal import ServiceLifecycle

/// Services that are asked to end at once, where a group asks one after the other: what each of them may take then does not add up.
///
/// The first that fails ends the others.
struct ServicesAtOnce: Service {
  private let services: [any Service]

  init(_ services: [any Service]) {
    self.services = services
  }

  func run() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for service in services { group.addTask { try await service.run() } }
    }
  }
}
