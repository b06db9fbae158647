internal import DataOpsCore
package import Logging

/// Everything that the lifecycle needs from outside, handed in once by the composition root.
package struct Services: Sendable {
  package let storage: any Storage
  package let objects: any ObjectFiles
  package let connections: any SearchConnections
  package let templates: TemplateLibrary
  package let time: any TimeSource
  package let identifiers: any IdentifierSource
  package let signer: CertificateSigner
  package let policy: Policy
  package let logger: Logger

  package init(
    storage: any Storage, objects: any ObjectFiles, connections: any SearchConnections, templates: TemplateLibrary,
    time: any TimeSource, identifiers: any IdentifierSource, signer: CertificateSigner, policy: Policy, logger: Logger
  ) {
    self.storage = storage
    self.objects = objects
    self.connections = connections
    self.templates = templates
    self.time = time
    self.identifiers = identifiers
    self.signer = signer
    self.policy = policy
    self.logger = logger
  }
}

extension Services {
  /// The same with other ways to registry, search systems and object store.
  package func with(
    storage: any Storage, connections: any SearchConnections, objects: any ObjectFiles
  ) -> Services {
    Services(
      storage: storage, objects: objects, connections: connections, templates: templates, time: time,
      identifiers: identifiers, signer: signer, policy: policy, logger: logger)
  }
}

/// The figures that the product decides by, as configured.
package struct Policy: Sendable, Hashable {
  /// Between ARCHIVED and the removal of what is left in search.
  package var grace: Duration = .seconds(86_400)
  /// Running provisions a stage, in the whole installation (seed, "max_parallel_datasets").
  package var provisionsPerStage = 10
  /// Of these, how many may belong to one client, so that none starves the others.
  package var provisionsPerClient = 3
  /// How long a process may be silent before others take up what it was doing; it says that it is there three times as often.
  package var lease: Duration = .seconds(30)
  /// How often an operation is taken up without a step of it coming to an end before it is given up.
  package var maximumStalls = 20
  /// How often a process looks for work that nobody has told it of.
  package var poll: Duration = .seconds(1)
  /// How often a step is tried before its operation fails.
  package var attemptsPerStep = 3
  /// Before the second attempt; doubled for each further one.
  package var retryDelay: Duration = .seconds(1)
  /// The longest wait before another attempt that the other side may ask for; after a longer one the operation fails, retryable.
  package var longestRetryWait: Duration = .seconds(60)
  /// How long an indexed document is waited for in connector validation before this is left to the sample queries.
  package var canaryPatience: Duration = .seconds(30)
  /// Between two looks at whether documents are indexed: at first, and at most.
  package var indexingPoll: ClosedRange<Duration> = .milliseconds(100)...Duration.seconds(10)
  /// Records a page of an upload at most.
  package var uploadPageRecords = 1000
  /// Bytes of text a page of an upload at most; below the 5 MiB that the API takes.
  package var uploadPageBytes = 3 << 20
  /// Pages under way at once between the first and the last.
  package var uploadsAtOnce = 3
  package var sync = SyncPolicy()
  package var monitor = MonitorPolicy()

  package init() {}
}
