extension QualityPass {
  /// Keeps the key of the record: whether it is new is known when all parts are together.
  @inline(__always)
  mutating func keepKey(_ key: TapeValue, _ isValid: Bool) {
    let record = record
    if key.tag == Tag.string {
      let text = key.stringBytes
      if keepsTexts { keepText(text) }
      keys.append(KeyEntry(KeyFingerprint(text), record: record, mark: isValid))
    } else {
      let print = key.withKey { text in
        if keepsTexts { keepText(text) }
        return KeyFingerprint(text)
      }
      guard let print else { return }
      keys.append(KeyEntry(print, record: record, mark: isValid))
    }
    evidenceBytes &+= MemoryLayout<KeyEntry>.stride
  }

  @inline(__always)
  private mutating func keepText(_ text: UnsafeBufferPointer<UInt8>) {
    texts.append(text, record: record)
    evidenceBytes &+= min(text.count, KeyTexts.longestText) &+ 3
  }

  /// Keeps the values of the other columns.
  mutating func keepColumns(_ present: Present) {
    for index in (keyPath == nil ? 0 : 1)..<rules.columns.count {
      let column = rules.columns[index]
      if column.paths.count == 1 {
        guard let (value, step) = column.paths[0].start(in: present.root, present.slots) else { continue }
        keepValues(at: value, column.paths[0], step, column.holdsKeys, index)
      } else {
        keepTuple(present, column, index)
      }
    }
  }

  private mutating func keepValues(
    at value: TapeValue, _ path: FieldLocator, _ step: Int, _ holdsKeys: Bool, _ column: Int
  ) {
    if step == path.stepCount {
      if let print = holdsKeys ? value.keyFingerprint : value.scalarFingerprint { keep(print, column) }
    } else if value.tag == Tag.array, path.steps[step].isEach {
      var elements = value.elements
      while let element = elements.next() { keepValues(at: element, path, step &+ 1, holdsKeys, column) }
    } else if let inner = path.steps[step].value(in: value) {
      keepValues(at: inner, path, step &+ 1, holdsKeys, column)
    }
  }

  private mutating func keepTuple(_ present: Present, _ column: KeyColumn, _ index: Int) {
    let print: KeyFingerprint? = withUnsafeTemporaryAllocation(
      of: KeyFingerprint.self, capacity: column.paths.count
    ) { parts in
      for (position, path) in column.paths.enumerated() {
        let place = path.place(in: present.root, present.slots)
        guard place != 0, let print = present.root.at(place).scalarFingerprint else { return nil }
        parts[position] = print
      }
      return KeyFingerprint(combining: UnsafeBufferPointer(parts))
    }
    if let print { keep(print, index) }
  }

  private mutating func keep(_ print: KeyFingerprint, _ column: Int) {
    scratch.columns[column].append(KeyEntry(print, record: record, mark: false))
    evidenceBytes &+= MemoryLayout<KeyEntry>.stride
  }

  /// Puts keys and references aside on disk, the largest bags first, until half of the memory is free.
  mutating func spill() throws(QualityError) {
    do throws(SpillError) {
      let file = try SpillFile.made(unless: &self.file, in: plan.memory.folder)
      texts.close()
      var rest = texts.memory + (scratch.columns + scratch.references).reduce(0) { $0 + $1.memory }
      if texts.memory > 0 {
        rest -= texts.memory
        try texts.spill(to: file)
      }
      for bag in (scratch.columns + scratch.references).sorted(by: { $0.memory > $1.memory })
      where rest > plan.memory.bytes / 2 || bag.memory > plan.memory.bytes / 8 {
        rest -= bag.memory
        try bag.spill(to: file)
      }
      evidenceBytes = rest
    } catch {
      throw .spill(error)
    }
  }
}
