extension QualityPass {
  /// Looks at the references of one record; whether it is complete, as far as that is known before the end.
  @inline(__always)
  mutating func countReferences(_ present: Present, _ hasRequiredFields: Bool) -> Bool {
    var isComplete = hasRequiredFields
    var waiting = 0
    let relationships = scratch.relationships
    var index = 0
    while index < relationships.count {
      let relationship = relationships.baseAddress.unsafelyUnwrapped + index
      relationship.pointee.waiting = 0
      if let (value, step) = relationship.pointee.path.start(in: present.root, present.slots) {
        let before = relationship.pointee.references
        countReferences(at: value, step, index, relationship, present, &isComplete)
        if relationship.pointee.references != before { relationship.pointee.recordsWithReference &+= 1 }
        waiting &+= relationship.pointee.waiting
      }
      index &+= 1
    }
    // A record that is incomplete anyway does not wait for its references.
    if waiting > 0, !isComplete {
      for index in relationships.indices { scratch.references[index].unmark(last: relationships[index].waiting) }
    }
    return isComplete
  }

  private mutating func countReferences(
    at value: TapeValue, _ step: Int, _ index: Int,
    _ relationship: UnsafeMutablePointer<QualityScratch.RelationshipCounter>, _ present: Present,
    _ isComplete: inout Bool
  ) {
    let path = relationship.pointee.path
    if step == path.stepCount {
      if value.tag == Tag.array {
        var elements = value.elements
        while let element = elements.next() {
          countReference(element, index, relationship, present, &isComplete)
        }
      } else {
        countReference(value, index, relationship, present, &isComplete)
      }
    } else if value.tag == Tag.array, path.steps[step].isEach {
      var elements = value.elements
      while let element = elements.next() {
        countReferences(at: element, step &+ 1, index, relationship, present, &isComplete)
      }
    } else if let inner = path.steps[step].value(in: value) {
      countReferences(at: inner, step &+ 1, index, relationship, present, &isComplete)
    }
  }

  @inline(__always)
  private mutating func countReference(
    _ key: TapeValue, _ index: Int, _ relationship: UnsafeMutablePointer<QualityScratch.RelationshipCounter>,
    _ present: Present, _ isComplete: inout Bool
  ) {
    let isResolved: Bool?
    switch relationship.pointee.way {
    case .later:
      guard let print = key.keyFingerprint else { return }
      relationship.pointee.references &+= 1
      relationship.pointee.waiting &+= 1
      scratch.references[index].append(KeyEntry(print, record: record, mark: relationship.pointee.isEssential))
      evidenceBytes &+= MemoryLayout<KeyEntry>.stride
      return
    case .keySet:
      isResolved = key.keyFingerprint.map { scratch.keySets[index]?.contains($0) ?? false }
    case .resolver:
      isResolved = key.withKey { resolver(rules.relationships[index].definition.target, $0) }
    }
    guard let isResolved else { return }
    relationship.pointee.references &+= 1
    if isResolved {
      relationship.pointee.resolved &+= 1
      return
    }
    if relationship.pointee.isEssential { isComplete = false }
    let definition = rules.relationships[index]
    counts.violations[definition.label, default: 0] += 1
    guard counts.examples.hasRoom(for: definition.label, record: record) else { return }
    addExample(present, definition.pointer, definition.label, definition.sentence)
  }
}

extension CompiledRelationship {
  /// What is wrong with a reference that is not resolved.
  var sentence: String {
    let place = definition.target == QualityPlan.itself ? "this dataset" : definition.target
    return "\(definition.field) names a key that does not exist in \(place)"
  }
}
