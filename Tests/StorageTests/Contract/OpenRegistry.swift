import DataOpsCore
import DataOpsLifecycle
import _DataOpsTestKit

/// A registry of its own for one test, with one scene in it.
struct OpenRegistry {
  let directory: TemporaryDirectory
  let time: ManualTime
  let storage: any Storage
  let scene: Scene

  init(_ backend: Backend, _ fixtures: inout Fixtures) async throws {
    directory = try TemporaryDirectory()
    time = fixtures.time
    storage = try await backend.open(in: directory, time: time)
    scene = Scene(&fixtures)
    try await storage.insert(scene)
  }
}
