internal import Crypto
package import DataOpsCore
internal import Foundation

/// A teardown certificate with a signature by the installation (Ed25519, RFC 8032) over its canonical JSON: sorted names, no
/// spaces.
///
/// Anyone who has the public key can check it, with any tool: the signed bytes are those of the member `certificate`.
package struct SignedCertificate: Sendable, Hashable {
  package let certificate: TeardownCertificate
  package let signature: Signature

  package struct Signature: Sendable, Hashable, Codable {
    package let algorithm: String
    /// Base64 of its 32 bytes.
    package let publicKey: String
    /// Base64 of its 64 bytes.
    package let value: String

    enum CodingKeys: String, CodingKey {
      case algorithm, value
      case publicKey = "public_key"
    }
  }

  static let algorithm = "Ed25519"
  /// Largest document that is read, in bytes.
  package static let maximumBytes = 16 << 20

  private struct Document: Codable {
    let certificate: JSON
    let signature: Signature
  }

  init(_ certificate: TeardownCertificate, by signer: CertificateSigner) throws(Failure) {
    self.certificate = certificate
    do {
      signature = try signer.sign(CanonicalJSON.bytes(of: certificate))
    } catch let failure as Failure { throw failure } catch {
      throw Failure(.internalError, "the certificate of dataset \(certificate.dataset.id) cannot be written")
    }
  }

  package func encoded() throws(Failure) -> [UInt8] {
    do {
      let plain = try CanonicalJSON.value(JSON.self, from: CanonicalJSON.bytes(of: certificate))
      return try CanonicalJSON.bytes(of: Document(certificate: plain, signature: signature))
    } catch {
      throw Failure(.internalError, "the certificate of dataset \(certificate.dataset.id) cannot be written")
    }
  }

  /// Reads a certificate and checks its signature, also one of a later version: what it says is signed as it stands.
  ///
  /// - Parameter signer: whose public key must be that of the certificate.
  /// - Throws: `archive_damaged` where it cannot be read, was changed, or was signed with another key; `storage_newer`.
  package init(verifying bytes: [UInt8], signedBy signer: CertificateSigner) throws(Failure) {
    guard let document = try? CanonicalJSON.value(Document.self, from: bytes),
      let signed = try? CanonicalJSON.bytes(of: document.certificate)
    else { throw Failure(.archiveDamaged, "the teardown certificate cannot be read") }
    signature = document.signature
    guard signature.publicKey == signer.publicKey else {
      throw Failure(
        .archiveDamaged, "the teardown certificate was signed with another key: \(signature.publicKey)",
        remedy: "This installation's key is \(signer.publicKey).")
    }
    guard signature.algorithm == Self.algorithm, signer.isValid(signature.value, of: signed) else {
      throw Failure(.archiveDamaged, "the teardown certificate was changed after it was signed")
    }
    guard document.certificate["format"]?.integer == Int64(TeardownCertificate.currentFormat),
      let certificate = try? CanonicalJSON.value(TeardownCertificate.self, from: signed)
    else {
      throw Failure(
        .storageNewer, "the teardown certificate is of a later version; its signature is valid",
        remedy: "Use the version that wrote it, or a later one.")
    }
    self.certificate = certificate
  }
}

/// The installation's key for certificates.
package struct CertificateSigner: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// - Parameter keyBytes: exactly 32 bytes.
  /// - Throws: `configuration_invalid` for another length.
  package init(keyBytes: [UInt8]) throws(Failure) {
    do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: keyBytes) } catch {
      throw Failure(
        .configurationInvalid, "the certificate key has \(keyBytes.count) bytes; it needs 32",
        remedy: "Restore the key file that belongs to this data directory.")
    }
  }

  /// Base64 of its 32 bytes.
  package var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

  func sign(_ bytes: [UInt8]) throws(Failure) -> SignedCertificate.Signature {
    do {
      let value = try key.signature(for: bytes)
      return .init(
        algorithm: SignedCertificate.algorithm, publicKey: publicKey, value: value.base64EncodedString())
    } catch {
      throw Failure(.internalError, "the certificate cannot be signed")
    }
  }

  func isValid(_ signature: String, of bytes: [UInt8]) -> Bool {
    Data(base64Encoded: signature).map { key.publicKey.isValidSignature($0, for: bytes) } ?? false
  }
}
