extension Credential {
  /// How long Glean still accepts a secret that it has replaced (developers.glean.com, "Rotating tokens").
  package static let overlap: Duration = .seconds(600)
  /// How long a rotation may take until its process counts as dead.
  package static let rotationLimit: Duration = .seconds(120)

  /// What has become of a request to Glean for another secret.
  package enum RotationState: Hashable, Sendable {
    case none
    case underWay(since: Timestamp)
    /// Its process has died, or could not store what it was given: a secret may exist that nobody has. The stored one works
    /// until then at least, and for good where Glean never got the request.
    case lost(worksUntil: Timestamp)
  }

  package func rotation(at now: Timestamp) -> RotationState {
    guard let rotationStartedAt else { return .none }
    return now < rotationStartedAt + Self.rotationLimit
      ? .underWay(since: rotationStartedAt) : .lost(worksUntil: rotationStartedAt + Self.overlap)
  }

  /// Whether a new secret is to be asked for: at three quarters of the period that Glean gives. Until a first rotation has told
  /// the period, at once.
  package func isRotationDue(at now: Timestamp) -> Bool {
    guard rotatesAutomatically, kind.isRotatable, rotationStartedAt == nil, !hasExpired(at: now) else { return false }
    guard let rotationPeriodMinutes else { return true }
    return rotationPeriodMinutes > 0 && storedAt + .seconds(Int64(rotationPeriodMinutes) * 45) <= now
  }

  /// Takes in the secret that Glean gave; the one before works for a while. A rotation does not move the expiry.
  package mutating func rotate(
    to secret: SealedSecret, previous: SealedSecret, periodMinutes: Int?, at now: Timestamp
  ) {
    self.secret = secret
    self.previous = Superseded(secret: previous, worksUntil: now + Self.overlap)
    storedAt = now
    rotationPeriodMinutes = max(0, periodMinutes ?? 0)
    rotationStartedAt = nil
  }
}
