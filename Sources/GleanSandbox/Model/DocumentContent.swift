import DataRecords
import Foundation

/// The content of a document field (`ContentDefinition`): its type and the plain text in it.
struct DocumentContent {
  var mimeType: String
  /// Empty for content from which this server takes no text: binary formats other than base64 text.
  var text: String

  /// - Throws: a refusal when the type is missing or unsupported, both kinds of content are given, or base64 is broken.
  init(_ fields: JSONFields) throws(Refusal) {
    mimeType = try fields.requiredString("mimeType")
    try Self.check(mimeType)
    let plain = try fields.string("textContent")
    let binary = try fields.string("binaryContent")
    guard plain == nil || binary == nil else {
      throw .invalid("Only one of textContent and binaryContent can be specified.")
    }
    if let plain {
      text = plain
    } else if let binary {
      guard let data = Data(base64Encoded: binary) else { throw .invalid("binaryContent is not base64.") }
      text = mimeType.lowercased().hasPrefix("text/") ? String(decoding: data, as: UTF8.self) : ""
    } else {
      text = ""
    }
    if mimeType.lowercased().hasPrefix("text/html") { text = Self.withoutTags(text) }
  }

  private static func check(_ mimeType: String) throws(Refusal) {
    let type = mimeType.lowercased().prefix { $0 != ";" }
    let isUnsupported =
      ["image/", "audio/", "video/"].contains { type.hasPrefix($0) }
      || [
        "application/json", "application/xml", "text/css", "text/xml", "application/zip", "application/vnd.rar",
        "application/x-rar-compressed",
      ].contains(String(type))
    guard !isUnsupported else { throw .invalid("Unsupported mimeType: \(mimeType.prefix(200))") }
  }

  /// HTML without its tags, scripts and styles, the commonest entities resolved. For search, not for display.
  private static func withoutTags(_ html: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(html.utf8.count)
    var rest = html.utf8[...]
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "<"):
        let tag = rest.dropFirst().prefix { $0 != UInt8(ascii: ">") }
        rest = rest[tag.endIndex...].dropFirst()
        output.append(UInt8(ascii: " "))
        let name = String(decoding: tag.prefix(6), as: UTF8.self).lowercased()
        for skipped in ["script", "style"] where name.hasPrefix(skipped) { skip(to: "</\(skipped)", in: &rest) }
      case UInt8(ascii: "&"):
        let entity = rest.dropFirst().prefix(8).prefix { $0 != UInt8(ascii: ";") }
        let name = String(decoding: entity, as: UTF8.self)
        if let text = entities[name], rest[entity.endIndex...].first == UInt8(ascii: ";") {
          output.append(contentsOf: text.utf8)
          rest = rest[entity.endIndex...].dropFirst()
        } else {
          output.append(byte)
          rest = rest.dropFirst()
        }
      default:
        output.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func skip(to end: String, in rest: inout Substring.UTF8View) {
    let end = Array(end.utf8)
    while !rest.isEmpty, !rest.prefix(end.count).map({ $0 | 0x20 }).elementsEqual(end.map { $0 | 0x20 }) {
      rest = rest.dropFirst()
    }
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "#39": "'", "nbsp": " ",
  ]
}
