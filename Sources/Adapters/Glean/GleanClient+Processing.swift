#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension GleanClient {
  /// Starts the processing of a datasource, or of all: uploads become visible and stale documents go at once.
  ///
  /// The service allows it once in three hours per datasource. A call too early is refused here, with nothing sent, as
  /// `notYetAllowed(until:)`. It is sent again only when it certainly was not executed.
  public func processAllDocuments(
    _ request: ProcessAllDocumentsRequest = ProcessAllDocumentsRequest()
  ) async throws(GleanError) {
    let pacer = caller.pacer
    let clock = caller.configuration.clock
    if let date = await pacer.beginProcessing(of: request.datasource, now: clock.now()) {
      throw GleanError(.notYetAllowed(until: date), endpoint: .processAllDocuments)
    }
    do {
      try await caller.tell(.processAllDocuments, request)
    } catch {
      await pacer.endProcessing(of: request.datasource, acknowledgedAt: nil)
      throw error
    }
    await pacer.endProcessing(of: request.datasource, acknowledgedAt: clock.now())
  }

  /// When ``processAllDocuments(_:)`` is allowed again for `datasource`, or for all; `nil` when it is now.
  ///
  /// Only the calls of this client and of its copies are known, and what ``recordProcessing(of:at:)`` was told.
  public func nextProcessing(of datasource: String?) async -> Date? {
    await caller.pacer.nextProcessing(of: datasource, now: caller.configuration.clock.now())
  }

  /// Tells the client of a call made before it, so that the interval holds over a restart.
  public func recordProcessing(of datasource: String?, at date: Date) async {
    await caller.pacer.recordProcessing(of: datasource, at: date)
  }
}
