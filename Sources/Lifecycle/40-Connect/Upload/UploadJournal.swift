internal import DataOpsCore

/// How far an upload was acknowledged.
struct UploadJournal: Sendable, Hashable {
  let uploadID: String
  /// Pages acknowledged without a gap from the first.
  var acknowledgedPages = 0
  var isComplete = false

  init(uploadID: String) { self.uploadID = uploadID }

  init?(_ checkpoint: JSON?) {
    guard let uploadID = checkpoint?["upload_id"]?.string, let pages = checkpoint?["pages"]?.integer, pages >= 0 else {
      return nil
    }
    self.uploadID = uploadID
    acknowledgedPages = Int(pages)
    isComplete = checkpoint?["complete"] == .bool(true)
  }

  var json: JSON {
    ["upload_id": .string(uploadID), "pages": .integer(Int64(acknowledgedPages)), "complete": .bool(isComplete)]
  }
}
