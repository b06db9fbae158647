internal import AsyncHTTPClient
internal import Crypto
internal import DataOpsCore
internal import DataOpsLifecycle
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Posts events as structured CloudEvents 1.0 (JSON format, §3), signed as Standard Webhooks has it where there is a secret.
///
/// Any answer from 200 to 299 means that the event was taken.
struct WebhookSink: EventSink {
  private let url: String
  private let time: any TimeSource
  private let secret: SymmetricKey?
  private static let timeout = TimeAmount.seconds(15)

  /// Nil where events are not wanted anywhere.
  ///
  /// - Throws: `configuration_invalid` for a secret that cannot be read.
  init?(_ configuration: AppConfiguration, time: any TimeSource) throws(Failure) {
    guard let url = configuration.relayURL else { return nil }
    self.url = url
    self.time = time
    secret = try configuration.relaySecretFile.map { path throws(Failure) in
      guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
        throw Failure(
          .configurationInvalid, "the secret file \(path) of the relay cannot be read or is empty",
          remedy: "Write the secret into it, readable for this user only.")
      }
      return try Self.key(String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), path)
    }
  }

  /// `whsec_` and Base64, as Standard Webhooks writes secrets; anything else is taken as it stands.
  private static func key(_ text: String, _ path: String) throws(Failure) -> SymmetricKey {
    let prefix = "whsec_"
    guard text.hasPrefix(prefix) else { return SymmetricKey(data: Data(text.utf8)) }
    guard let bytes = Data(base64Encoded: String(text.dropFirst(prefix.count))), !bytes.isEmpty else {
      throw Failure(
        .configurationInvalid, "the secret in \(path) begins with whsec_ and is not Base64 after that",
        remedy: "Copy it again, whole.")
    }
    return SymmetricKey(data: bytes)
  }

  func send(_ event: OutboxEvent) async throws(Failure) {
    do {
      let body = try CanonicalJSON.bytes(of: CloudEvent(event))
      var request = HTTPClientRequest(url: url)
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/cloudevents+json; charset=utf-8")
      sign(&request, event, body)
      request.body = .bytes(body)
      let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
      guard (200..<300).contains(response.status.code) else {
        throw Failure(.searchFailed, "the receiver of events answered \(response.status.code)", retryable: true)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.searchUnreachable, "the receiver of events cannot be reached", remedy: "Check setting relay.url.")
    }
  }

  private func sign(_ request: inout HTTPClientRequest, _ event: OutboxEvent, _ body: [UInt8]) {
    request.headers.add(name: "webhook-id", value: event.id.description)
    // Of this attempt: receivers refuse what is old.
    let seconds = "\(time.now().seconds)"
    request.headers.add(name: "webhook-timestamp", value: seconds)
    guard let secret else { return }
    var code = HMAC<SHA256>(key: secret)
    code.update(data: Data("\(event.id).\(seconds).".utf8))
    code.update(data: Data(body))
    request.headers.add(name: "webhook-signature", value: "v1,\(Data(code.finalize()).base64EncodedString())")
  }
}

/// CloudEvents 1.0, §3.1; the sequence is an extension (CloudEvents "sequence").
private struct CloudEvent: Encodable {
  let specversion = "1.0"
  let id: String
  let source = OutboxEvent.source
  let type: String
  let subject: String
  let time: String
  let datacontenttype = "application/json"
  let sequence: String
  let data: JSON

  init(_ event: OutboxEvent) {
    id = event.id.description
    type = event.type.rawValue
    subject = event.subject.description
    time = event.time.description
    sequence = String(event.sequence)
    data = event.data
  }
}
