/// The secret that replaces the one the call was made with, which works for ten more minutes.
public struct RotateTokenResponse: Decodable, Hashable, Sendable {
  public let rawSecret: BearerToken
  /// Epoch seconds.
  public let createdAt: Int64?
  /// The time from `createdAt` within which the token must be rotated again. Rotation never extends its expiry.
  public let rotationPeriodMinutes: Int64?

  private enum CodingKeys: CodingKey {
    case rawSecret, createdAt, rotationPeriodMinutes
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rawSecret = try BearerToken(container.decode(String.self, forKey: .rawSecret))
    createdAt = try container.decodeIfPresent(Int64.self, forKey: .createdAt)
    rotationPeriodMinutes = try container.decodeIfPresent(Int64.self, forKey: .rotationPeriodMinutes)
  }
}
