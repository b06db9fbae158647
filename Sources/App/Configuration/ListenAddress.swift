/// An interface and a port to listen on; port 0 takes any free one.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  package let host: String
  package let port: Int

  package init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port), colon != text.startIndex
    else { return nil }
    host = String(text[..<colon])
    self.port = port
  }

  package var description: String { "\(host):\(port)" }
}
