/// What one record's text has mentioned so far, so that its parts fit together.
struct TextContext {
  var chooser: Chooser
  /// The first choice from each list of words, -1 before it: a record keeps to its subject.
  var subjects: [Int]
  /// Who writes, and so is not mentioned by name; -1 for nobody.
  var author = -1
  /// The person named last in the current sentence; -1 for nobody.
  var lastPerson = -1
  /// People mentioned anywhere, each once; at most `mentionLimit`.
  var mentions: [Int] = []
  /// The landmark issue and page mentioned first; -1 for none.
  var issue = -1
  var page = -1
  /// When the record was written; dates in the text lie before it.
  var moment: Int

  static let mentionLimit = 3

  init(chooser: Chooser, lists: Int, author: Int, moment: Int) {
    self.chooser = chooser
    subjects = [Int](repeating: -1, count: lists)
    self.author = author
    self.moment = moment
  }

  mutating func mention(_ person: Int) {
    lastPerson = person
    if mentions.count < Self.mentionLimit, !mentions.contains(person) { mentions.append(person) }
  }
}
