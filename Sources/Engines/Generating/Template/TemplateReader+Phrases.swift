import DataRecords

extension TemplateReader {
  private static let pointer = JSONPointer(tokens: ["data", "phrases"])

  /// The phrases of one list, read.
  private struct Phrases {
    let name: String
    var entries: [(bytes: Int, slots: [String])] = []
  }

  /// Every slot must be known, and filling slots must come to an end.
  mutating func checkPhrases(_ data: Data) {
    let words = Set(data.vocabulary.map(\.name))
    let known = data.vocabulary.map(\.name) + data.phrases.map(\.name) + WorldSlot.allCases.map(\.rawValue)
    let knownSlots = Set(known)
    var lists: [Phrases] = []
    for list in data.phrases {
      if words.contains(list.name) {
        findings.error(
          Self.pointer.appending(list.name), "\"\(list.name)\" is also a list of the vocabulary",
          remedy: "rename one of them")
      }
      var phrases = Phrases(name: list.name)
      for (index, entry) in list.entries.enumerated() {
        let here = Self.pointer.appending(list.name).appending(index)
        do throws(Phrase.Problem) {
          let slots = try Phrase(entry).slots
          for slot in slots where !knownSlots.contains(slot) {
            findings.error(here, "unknown slot {\(slot)}", remedy: NearestName.advice(for: slot, among: known))
          }
          phrases.entries.append((entry.utf8.count, slots))
        } catch {
          findings.error(here, error.message, remedy: error.remedy)
        }
      }
      lists.append(phrases)
    }
    if !hasCircle(lists) { checkLengths(lists, data.vocabulary) }
  }

  /// Whether the slots of some list lead back to it; reported.
  private mutating func hasCircle(_ lists: [Phrases]) -> Bool {
    let slots = Dictionary(lists.map { ($0.name, Set($0.entries.flatMap(\.slots))) }) { first, _ in first }
    var found = false
    for list in lists {
      var reached = slots[list.name] ?? []
      var open = Array(reached)
      while let name = open.popLast() {
        for next in slots[name] ?? [] where reached.insert(next).inserted { open.append(next) }
      }
      guard reached.contains(list.name) else { continue }
      found = true
      findings.error(
        Self.pointer.appending(list.name), "the slots of \"\(list.name)\" lead back to \"\(list.name)\" without end",
        remedy: "remove a slot from the circle")
    }
    return found
  }

  /// A phrase with its slots filled must stay short; there is no circle.
  private mutating func checkLengths(_ lists: [Phrases], _ vocabulary: [WordList]) {
    var longest = Dictionary(vocabulary.map { ($0.name, $0.entries.map(\.utf8.count).max() ?? 0) }) { first, _ in first
    }
    let byName = Dictionary(lists.map { ($0.name, $0) }) { first, _ in first }

    func length(of name: String) -> Int {
      if let known = longest[name] { return known }
      guard let list = byName[name] else { return WorldSlot.longestText }
      let lengths = list.entries.map { entry in
        entry.slots.reduce(entry.bytes) { total, slot in min(total + length(of: slot), Int(Int32.max)) }
      }
      let length = lengths.max() ?? 0
      longest[name] = length
      return length
    }

    for list in lists where length(of: list.name) > TemplateLimits.expandedBytes {
      findings.error(
        Self.pointer.appending(list.name),
        "a phrase becomes \(length(of: list.name)) bytes long when its slots are filled",
        remedy: "keep within \(TemplateLimits.expandedBytes) bytes")
    }
  }
}
