import DataOpsCore
import DataOpsLifecycle
import Synchronization
import Testing
import _DataOpsTestKit

/// One misconfiguration, made in a scene where all is well, and what is found by one who should.
struct Injection: Sendable, CustomTestStringConvertible {
  let code: Misconfiguration
  let finder: Misconfiguration.Finder
  /// How it is made wrong, in a few words.
  let how: String
  let find: @Sendable () async throws -> Found

  /// What was found, and how often documents went out before that.
  struct Found: Sendable {
    let findings: [DoctorFinding]
    /// The text of a failure that is no finding of the doctor's.
    let failure: Failure?
    let uploads: Int
  }

  var testDescription: String { "\(code.rawValue) by \(finder.rawValue): \(how)" }

  /// Found by the doctor.
  ///
  /// - Parameters:
  ///   - patience: how long an answer may take.
  ///   - make: makes it wrong, and says how the doctor is asked.
  static func doctor(
    _ code: Misconfiguration, _ how: String, patience: Duration = .seconds(30),
    _ make: @escaping @Sendable (DoctorScene) async throws -> DoctorVisit
  ) -> Injection {
    doctor(code, how, address: nil, patience: patience, make)
  }

  /// Found by the doctor in a client's address.
  static func doctor(
    _ code: Misconfiguration, _ how: String, at address: @escaping @Sendable (OwnGlean) -> String
  ) -> Injection {
    doctor(code, how, address: address, patience: .seconds(30)) { _ in DoctorVisit() }
  }

  private static func doctor(
    _ code: Misconfiguration, _ how: String, address: (@Sendable (OwnGlean) -> String)?, patience: Duration,
    _ make: @escaping @Sendable (DoctorScene) async throws -> DoctorVisit
  ) -> Injection {
    Injection(code: code, finder: .doctor, how: how) {
      let found = Mutex<Found?>(nil)
      try await DoctorScene.run(at: address, patience: patience) { scene in
        let visit = try await make(scene)
        scene.becomeNow()
        scene.installation.time.advance(by: visit.skew)
        let before = scene.uploads
        let diagnosis = try await scene.diagnose(visit.watch, visit.adjust)
        // The canary is the doctor's own.
        let uploads = visit.sendsCanary ? 0 : scene.uploads - before
        found.withLock { $0 = Found(findings: diagnosis.findings, failure: nil, uploads: uploads) }
      }
      return try #require(found.withLock { $0 })
    }
  }

  /// Found by a provision, before it uploads anything.
  ///
  /// - Parameter make: makes it wrong, and says what the search system is made to do.
  static func provision(
    _ code: Misconfiguration, _ how: String, templates: String = Installation.templates,
    _ make: @escaping @Sendable (DoctorScene) async throws -> SearchWatch
  ) -> Injection {
    provision(code, how, address: nil, templates, make)
  }

  /// Found by a provision in a client's address.
  static func provision(
    _ code: Misconfiguration, _ how: String, at address: @escaping @Sendable (OwnGlean) -> String
  ) -> Injection {
    provision(code, how, address: address, Installation.templates) { _ in SearchWatch() }
  }

  private static func provision(
    _ code: Misconfiguration, _ how: String, address: (@Sendable (OwnGlean) -> String)?, _ templates: String,
    _ make: @escaping @Sendable (DoctorScene) async throws -> SearchWatch
  ) -> Injection {
    Injection(code: code, finder: .provision, how: how) {
      let found = Mutex<Found?>(nil)
      try await DoctorScene.run(at: address, templates: templates) { scene in
        let watch = try await make(scene)
        let failure = try await scene.provisionFailure(search: watch)
        let uploads = scene.uploads
        found.withLock { $0 = Found(findings: [], failure: failure, uploads: uploads) }
      }
      return try #require(found.withLock { $0 })
    }
  }

  /// Found by a request, before anything is stored.
  static func request(
    _ code: Misconfiguration, by finder: Misconfiguration.Finder, _ how: String,
    _ make: @escaping @Sendable (DoctorScene) async throws -> Void
  ) -> Injection {
    Injection(code: code, finder: finder, how: how) {
      let found = Mutex<Found?>(nil)
      try await DoctorScene.run { scene in
        let refusal = await failure { try await make(scene) }
        let uploads = scene.uploads
        found.withLock { $0 = Found(findings: [], failure: refusal, uploads: uploads) }
      }
      return try #require(found.withLock { $0 })
    }
  }
}

/// How the doctor is asked after something was made wrong.
struct DoctorVisit: Sendable {
  var watch = SearchWatch()
  var sendsCanary = false
  /// How far the installation's clock goes wrong.
  var skew: Duration = .zero
  var slowestAnswer: Duration = .seconds(5)
  var connector: Identifier<GleanConnector>?

  var adjust: @Sendable (inout Doctor.Scope) -> Void {
    { [self] scope in
      scope.sendsCanary = sendsCanary
      scope.patience = .milliseconds(300)
      scope.slowestAnswer = slowestAnswer
      scope.connector = connector
    }
  }
}
