package import DataOpsCore
internal import DataOpsLifecycle
import Synchronization

/// Identities that are the same in every run, at the time of a ``ManualTime``.
package final class SeededIdentifiers: IdentifierSource {
  private let time: ManualTime
  private let generator: Mutex<SeededGenerator>

  package init(seed: UInt64 = 1, time: ManualTime) {
    self.time = time
    generator = Mutex(SeededGenerator(seed: seed))
  }

  package func next<Entity>(_ type: Entity.Type) -> Identifier<Entity> {
    generator.withLock { Identifier(at: time.now(), using: &$0) }
  }
}
