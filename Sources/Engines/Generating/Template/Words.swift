import DataRecords

/// Text as the words that a search sees: letters and digits of any script, in lower case.
enum Words {
  static func of(_ text: String) -> Set<String> {
    Set(inOrder(text))
  }

  static func inOrder(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// The words of all texts of a record.
  static func of(_ record: JSONObject) -> Set<String> {
    var words: Set<String> = []
    for member in record { insert(member.value, into: &words) }
    return words
  }

  private static func insert(_ value: JSONValue, into words: inout Set<String>) {
    switch value {
    case .string(let text): words.formUnion(of(text))
    case .array(let elements): for element in elements { insert(element, into: &words) }
    case .object(let object): for member in object { insert(member.value, into: &words) }
    default: break
    }
  }

  /// Words that tell nothing about a record.
  static let common: Set<String> = [
    "about", "after", "again", "also", "been", "before", "being", "between", "both", "but", "can", "could", "does",
    "each",
    "every", "for", "from", "had", "has", "have", "into", "its", "just", "more", "most", "must", "not", "now", "once",
    "only",
    "other", "our", "over", "same", "should", "since", "some", "such", "than", "that", "the", "their", "them", "then",
    "there",
    "these", "they", "this", "those", "through", "under", "until", "was", "were", "what", "when", "where", "which",
    "while",
    "who", "will", "with", "within", "without", "would", "you", "your",
  ]
}
