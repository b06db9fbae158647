/// The decisions behind one record, made before its fields are written so that they agree with one another.
struct RecordDraft {
  let index: Int
  var random: RandomSource
  /// All texts of the record one after the other.
  var text: [UInt8] = []
  var title = 0..<0
  var body = 0..<0
  var description = 0..<0
  /// Slug of a repository.
  var slug = 0..<0

  /// Numbers of people and places of the world.
  var author = 0
  /// -1 for nobody.
  var assignee = -1
  /// Whom sources of the template mean by a person.
  var contact = 0
  var team = 0
  var space = 0
  var project = 0
  var channel = 0

  /// Seconds since 1970: created, then resolved (-1 for not yet), then updated.
  var created = 0
  var resolved = -1
  var updated = 0
  var status = 0

  /// Landmarks that the record refers to; -1 for none.
  var issue = -1
  var page = -1
  var repository = -1
  /// Records of the same dataset; -1 for none.
  var parent = -1
  /// Number of the word in the vocabulary `component`; -1 for none.
  var component = -1
  var mentions: [Int] = []
  /// Of a message.
  var placement = MessageKeys.Placement(root: 0, channel: 0, seconds: 0, micros: 0)

  init(index: Int, random: RandomSource) {
    self.index = index
    self.random = random
  }
}
