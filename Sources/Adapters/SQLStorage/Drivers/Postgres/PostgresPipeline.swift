internal import CLibPQ

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One session with a server, always in pipeline mode: statements go out together and their results come back together.
///
/// Statements are prepared once. Belongs to one thread at a time.
final class PostgresPipeline {
  private let connection: OpaquePointer
  let cancellation: PostgresCancellation
  private var names: [String: String] = [:]
  /// Whether somebody still waits for what comes of the transaction that has the session.
  var isAwaited: () -> Bool = { true }
  /// How long the server may say nothing; it ends statements by itself before.
  private let silence: Duration

  /// What one statement gave.
  struct Outcome {
    let rows: [SQLRow]
    let changed: Int
  }

  /// More statements than a process ever uses are not kept.
  private static let preparedLimit = 500

  init(_ address: PostgresAddress, application: String, limits: PostgresLimits) throws(SQLError) {
    connection = try PostgresConnecting.open(address, application: application)
    cancellation = PostgresCancellation(PQgetCancel(connection))
    silence = limits.statement + .seconds(10)
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else { throw .disconnected }
    _ = try run([PostgresConnecting.settings(limits)])
  }

  deinit {
    PQfinish(connection)
  }

  /// Whether the session can be used; a server that went away is noticed here if its goodbye has arrived.
  var isUsable: Bool {
    PQconsumeInput(connection) == 1 && PQstatus(connection) == CONNECTION_OK
      && PQtransactionStatus(connection) == PQTRANS_IDLE
  }

  /// Runs the statements in one round trip; those after one that fails are not run.
  ///
  /// - Returns: an outcome for each.
  func run(_ statements: [SQLStatement]) throws(SQLError) -> [Outcome] {
    // Before anything is sent: a value that cannot be must not leave half a pipeline behind.
    let parameters = try statements.map { statement throws(SQLError) in
      try statement.values.map { value throws(SQLError) in try value.parameter }
    }
    var prepares: [Bool] = []
    for (statement, parameters) in zip(statements, parameters) { prepares.append(try send(statement.sql, parameters)) }
    guard PQpipelineSync(connection) == 1 else { throw .disconnected }
    try flush()
    var outcomes: [Outcome] = []
    var failure: SQLError?
    for (statement, isPrepared) in zip(statements, prepares) {
      if isPrepared, try take(&failure) == nil { names[statement.sql] = nil }
      if let outcome = try take(&failure) { outcomes.append(outcome) }
    }
    try endOfPipeline()
    if let failure {
      if failure == .contended { forgetStatements() }
      throw failure
    }
    return outcomes
  }

  /// - Returns: whether the statement had to be prepared, which gives a result of its own.
  private func send(_ sql: String, _ parameters: [String?]) throws(SQLError) -> Bool {
    var isNew = false
    if names.count > Self.preparedLimit { forgetStatements() }
    let name: String
    if let known = names[sql] {
      name = known
    } else {
      counter += 1
      name = "s\(counter)"
      guard PQsendPrepare(connection, name, sql.numberingParameters, 0, nil) == 1 else { throw .disconnected }
      names[sql] = name
      isNew = true
    }
    let sent = parameters.withCStrings { pointers in
      PQsendQueryPrepared(connection, name, CInt(pointers.count), pointers, nil, nil, 0)
    }
    guard sent == 1 else { throw .disconnected }
    return isNew
  }

  private var counter = 0

  /// What was prepared stays with the server until the session ends; its names are not used again.
  private func forgetStatements() { names = [:] }

  /// The outcome of the next command; nil, and `failure` set, where it failed or was not run.
  private func take(_ failure: inout SQLError?) throws(SQLError) -> Outcome? {
    guard let result = try nextResult() else { throw .disconnected }
    defer { PQclear(result) }
    // Each command's results end with a nil.
    defer { _ = try? nextResult() }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
      return Outcome(result)
    case PGRES_PIPELINE_ABORTED:
      failure = failure ?? .disconnected
    default:
      failure = failure ?? SQLError(result)
      if PQstatus(connection) != CONNECTION_OK { throw failure ?? .disconnected }
    }
    return nil
  }

  private func endOfPipeline() throws(SQLError) {
    guard let result = try nextResult() else { throw .disconnected }
    defer { PQclear(result) }
    guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else { throw .disconnected }
  }

  private func nextResult() throws(SQLError) -> OpaquePointer? {
    let deadline = ContinuousClock.now + silence
    while PQisBusy(connection) == 1 {
      try wait(for: Int16(POLLIN), until: deadline)
      guard PQconsumeInput(connection) == 1 else { throw .disconnected }
    }
    return PQgetResult(connection)
  }

  /// Sends what is buffered; a server that answers meanwhile is read, so that neither waits for the other.
  private func flush() throws(SQLError) {
    let deadline = ContinuousClock.now + silence
    while true {
      switch PQflush(connection) {
      case 0: return
      case 1:
        try wait(for: Int16(POLLIN | POLLOUT), until: deadline)
        guard PQconsumeInput(connection) == 1 else { throw .disconnected }
      default: throw .disconnected
      }
    }
  }

  private func wait(for events: Int16, until deadline: ContinuousClock.Instant) throws(SQLError) {
    while true {
      let left = deadline - .now
      guard left > .zero else { throw .disconnected }
      var descriptor = pollfd(fd: PQsocket(connection), events: events, revents: 0)
      let ready = poll(&descriptor, 1, CInt(clamping: left.components.seconds * 1000 + 1000))
      if ready > 0 { return }
      if ready < 0, errno != EINTR { throw .disconnected }
    }
  }

  /// Waits until the server says something or time is over.
  ///
  /// - Returns: how many notifications came.
  func notifications(timeout: Duration) throws(SQLError) -> Int {
    var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
    let ready = poll(&descriptor, 1, CInt(clamping: timeout.components.seconds * 1000))
    guard ready >= 0 || errno == EINTR, PQconsumeInput(connection) == 1 else { throw .disconnected }
    var count = 0
    while let notification = PQnotifies(connection) {
      PQfreemem(notification)
      count += 1
    }
    return count
  }
}

/// The way to interrupt a session, from any thread.
///
/// Unchecked, because libpq promises that `PQcancel` may be called from other threads, and nothing else uses the pointer.
final class PostgresCancellation: @unchecked Sendable {
  private let pointer: OpaquePointer?

  init(_ pointer: OpaquePointer?) {
    self.pointer = pointer
  }

  deinit { PQfreeCancel(pointer) }

  /// Asks the server to give up what it is doing for the session.
  func cancel() {
    var text = [CChar](repeating: 0, count: 256)
    PQcancel(pointer, &text, CInt(text.count))
  }
}

extension PostgresPipeline.Outcome {
  fileprivate init(_ result: OpaquePointer) {
    let columns = 0..<PQnfields(result)
    var positions: [String: Int] = [:]
    var types: [Oid] = []
    for column in columns {
      if let name = PQfname(result, column) { positions[String(cString: name)] = Int(column) }
      types.append(PQftype(result, column))
    }
    rows = (0..<PQntuples(result)).map { row in
      let values = zip(columns, types).map { column, type in
        PQgetisnull(result, row, column) == 1
          ? SQLValue.null
          : SQLValue(
            text: UnsafeRawBufferPointer(
              start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))),
            type: type)
      }
      return SQLRow(positions: positions, values: values)
    }
    changed = Int(String(cString: PQcmdTuples(result))) ?? 0
  }
}

extension SQLError {
  /// What a result says went wrong; its message, which may hold values, is not used.
  fileprivate init(_ result: OpaquePointer) {
    func field(_ code: Character) -> String? {
      guard let value = code.asciiValue, let text = PQresultErrorField(result, CInt(value)) else { return nil }
      return String(cString: text)
    }
    // PG_DIAG_SQLSTATE, _CONSTRAINT_NAME, _TABLE_NAME and _MESSAGE_DETAIL, which are macros.
    guard let code = field("C") else {
      self = .disconnected
      return
    }
    self.init(PostgresState(code: code), constraint: field("n"), table: field("t"), detail: field("D"))
  }
}
