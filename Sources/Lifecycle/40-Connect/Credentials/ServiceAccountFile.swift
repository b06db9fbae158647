package import DataOpsCore
internal import Foundation

/// The JSON key file of a service account, as far as it can be told from another file.
package enum ServiceAccountFile {
  /// Why `text` is no such file, without any part of it; nil if it is one.
  package static func objection(to text: Secret<String>) -> String? {
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: Data(text.reveal().utf8)) } catch {
      return "the key file is not JSON with the members type, client_email, private_key and token_uri"
    }
    if document.type != "service_account" { return "the key file's type is not service_account" }
    if !document.client_email.contains("@") { return "the key file's client_email is no address" }
    let key = document.private_key.trimmingCharacters(in: .whitespacesAndNewlines)
    let isKey = ["PRIVATE KEY", "RSA PRIVATE KEY"].contains {
      key.hasPrefix("-----BEGIN \($0)-----") && key.hasSuffix("-----END \($0)-----")
    }
    if !isKey { return "the key file's private_key is not PEM" }
    return WebAddress.objection(to: document.token_uri, what: "the key file's token_uri")
  }

  /// The members that every such file has, by the names they have there.
  private struct Document: Decodable {
    let type: String
    let client_email: String
    let private_key: String
    let token_uri: String
  }
}
