extension QualityPass {
  /// Resolves the references of one record and counts it as complete, now or when its open references are settled.
  mutating func countReferences(
    _ root: TapeValue, _ keyPlace: Int, _ slots: UnsafePointer<UInt32>, _ hasRequiredFields: Bool
  ) {
    var isComplete = hasRequiredFields
    var waits = false
    // References to other targets come first, so that it is known whether the open ones decide.
    for itself in [false, true] {
      var index = 0
      while index < relationTraits.count {
        defer { index += 1 }
        let traits = relationTraits[index]
        guard traits.isItself == itself else { continue }
        let place =
          traits.slot >= 0 ? Self.place(traits.slot, root, slots) : relationFields[index].place(in: root, slots)
        guard place != 0 else { continue }
        let value = root.at(place)
        var references = 0
        if value.tag == Tag.array {
          for element in value.elements where isKey(element) {
            references += 1
            countReference(index, element, root, keyPlace, itself, &isComplete, &waits)
          }
        } else if isKey(value) {
          references = 1
          countReference(index, value, root, keyPlace, itself, &isComplete, &waits)
        }
        guard references > 0 else { continue }
        relations[index].references += references
        relations[index].recordsWithReference += 1
      }
    }
    if isComplete, !waits { tally.complete += 1 }
    if pending.isCrowded { settleReferences() }
  }

  private func isKey(_ value: TapeValue) -> Bool {
    value.tag == Tag.string || value.tag == Tag.signed || value.tag == Tag.unsigned
  }

  private mutating func countReference(
    _ index: Int, _ value: TapeValue, _ root: TapeValue, _ keyPlace: Int, _ itself: Bool, _ isComplete: inout Bool,
    _ waits: inout Bool
  ) {
    let isEssential = relationTraits[index].isEssential
    if itself {
      let hash = withKey(value) { KeySet.hash($0) } ?? 0
      if keys.contains(hash: hash) {
        relations[index].resolved += 1
        return
      }
      let decides = isEssential && isComplete
      waits = waits || decides
      let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      let record = tally.records
      let key = keyPlace == 0 ? nothing : root.at(keyPlace).string ?? nothing
      pending.add(hash: hash, record: record, relationship: index, decides: decides, key: key)
    } else if withKey(value, { resolver(plan.relationships[index].target, $0) }) ?? false {
      relations[index].resolved += 1
    } else {
      if isEssential { isComplete = false }
      let rule = QualityRule.relationship(plan.relationships[index].name)
      tally.violations[rule, default: 0] += 1
      addExample(root, keyPlace, relationFields[index].pointer, rule, sentence(about: index))
    }
  }

  /// Counts the open references whose keys have come.
  mutating func settleReferences() {
    let outcome = pending.settle(with: keys, relationships: relations.count)
    for index in relations.indices { relations[index].resolved += outcome.resolved[index] }
    tally.complete += outcome.completeRecords
  }

  /// Counts the references that are still open as failures.
  mutating func reportUnresolved() {
    for reference in pending.references {
      let rule = QualityRule.relationship(plan.relationships[reference.relationship].name)
      tally.violations[rule, default: 0] += 1
      guard tally.examples.hasRoom(for: rule) else { continue }
      tally.examples.add(
        QualityExample(
          record: reference.record, key: pending.key(of: reference),
          pointer: relationFields[reference.relationship].pointer, rule: rule,
          sentence: sentence(about: reference.relationship)))
    }
  }

  private func sentence(about index: Int) -> String {
    let relationship = plan.relationships[index]
    let place = relationship.target == QualityPlan.itself ? "this dataset" : relationship.target
    return "\(relationship.field) names a key that does not exist in \(place)"
  }
}
