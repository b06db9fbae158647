import Dispatch
import Synchronization

/// What the threads of one validation share: the input, from which each takes batches, and the order of what they hand in.
final class ValidationRun: Sendable {
  private struct Results {
    var findings = ValidationFindings()

    /// The number of the batch whose lines are written next.
    var turn = 0

    /// Lines of batches whose turn has not come.
    var waiting: [Int: ReportedLines] = [:]

    /// Where a thread waits for its turn in the middle of a batch.
    var gates: [Int: DispatchSemaphore] = [:]

    /// Why the run ends early.
    var failure: (any Error)?
    var isStopped = false
  }

  private let input: Mutex<RecordStream>
  private let results = Mutex(Results())
  private let write: ValidationFindings.Write
  private let writeFailures: ValidationFindings.Write

  /// How many more batches may be under way: taken, and not yet written.
  private let room: DispatchSemaphore

  init(
    _ stream: consuming sending RecordStream, jobs: Int,
    write: @escaping ValidationFindings.Write, writeFailures: @escaping ValidationFindings.Write
  ) {
    input = Mutex(stream)
    room = DispatchSemaphore(value: jobs * 3)
    self.write = write
    self.writeFailures = writeFailures
  }

  /// Takes batches until there are none left; one call a thread.
  func work(_ validator: consuming BatchValidator) {
    var batch = RecordBatch()
    while true {
      room.wait()
      guard take(&batch) else {
        room.signal()
        break
      }
      let number = batch.number
      do throws(InputError) {
        try validator.validate(batch) { lines in
          awaitTurn(of: number)
          results.withLock { write(lines, &$0) }
        }
      } catch { fail(error) }
      hand(in: validator.take(), of: number)
    }
    let summary = validator.summary
    let gathering = validator.gathering
    results.withLock { $0.findings.add(summary, gathering) }
  }

  /// What was found by all threads.
  func finish() throws -> ValidationFindings {
    try results.withLock { results throws in
      if let failure = results.failure { throw failure }
      return results.findings
    }
  }

  // MARK: Parts

  private func take(_ batch: inout RecordBatch) -> Bool {
    guard !results.withLock({ $0.isStopped }) else { return false }
    do throws(InputError) {
      return try input.withLock { stream throws(InputError) in try stream.read(into: &batch) }
    } catch {
      // What was taken before is still judged and written.
      results.withLock { if $0.failure == nil { $0.failure = error } }
      return false
    }
  }

  private func fail(_ error: any Error) {
    results.withLock {
      if $0.failure == nil { $0.failure = error }
      $0.isStopped = true
    }
  }

  private func awaitTurn(of number: Int) {
    let gate: DispatchSemaphore? = results.withLock { results in
      guard results.turn != number else { return nil }
      let gate = DispatchSemaphore(value: 0)
      results.gates[number] = gate
      return gate
    }
    gate?.wait()
  }

  /// Writes the last lines of a batch, or leaves them to the thread whose lines come before.
  private func hand(in lines: ReportedLines, of number: Int) {
    results.withLock { results in
      results.waiting[number] = lines
      while let next = results.waiting.removeValue(forKey: results.turn) {
        write(next, &results)
        results.turn += 1
        room.signal()
      }
      results.gates.removeValue(forKey: results.turn)?.signal()
    }
  }

  /// The lock of the results is what puts the writes one after the other.
  private func write(_ lines: ReportedLines, _ results: inout Results) {
    do {
      if !results.isStopped, !lines.verdicts.isEmpty { try lines.verdicts.withUnsafeBytes(write) }
      if !results.isStopped, !lines.failures.isEmpty { try lines.failures.withUnsafeBytes(writeFailures) }
    } catch {
      if results.failure == nil { results.failure = error }
      results.isStopped = true
    }
  }
}
