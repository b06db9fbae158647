extension UnsafeMutableBufferPointer<KeyEntry> {
  /// Sorts in place: by one byte after the other (American flag sort: McIlroy, Bostic and McIlroy, 1993), small parts
  /// by insertion.
  ///
  /// - Complexity: linear for keys, whose bytes are evenly spread; at most 24 times the number of entries.
  func sortEntries() { sortEntries(from: 0) }

  private func sortEntries(from position: Int) {
    guard count > 32 else { return sortByInsertion() }
    guard position < 24, let base = baseAddress else { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 512) { table in
      // The first free place of every byte, and where its part ends.
      let next = table.baseAddress.unsafelyUnwrapped
      let end = next + 256
      end.update(repeating: 0, count: 256)
      var index = 0
      while index < count {
        end[base[index].byte(position)] &+= 1
        index &+= 1
      }
      var sum = 0
      for byte in 0..<256 {
        next[byte] = sum
        sum &+= end[byte]
        end[byte] = sum
      }
      for byte in 0..<256 {
        while next[byte] < end[byte] {
          var entry = base[next[byte]]
          var home = entry.byte(position)
          while home != byte {
            swap(&entry, &base[next[home]])
            next[home] &+= 1
            home = entry.byte(position)
          }
          base[next[byte]] = entry
          next[byte] &+= 1
        }
      }
      var start = 0
      for byte in 0..<256 {
        if end[byte] &- start > 1 {
          UnsafeMutableBufferPointer(start: base + start, count: end[byte] &- start).sortEntries(from: position &+ 1)
        }
        start = end[byte]
      }
    }
  }

  private func sortByInsertion() {
    guard let base = baseAddress else { return }
    var index = 1
    while index < count {
      let entry = base[index]
      var place = index
      while place > 0, entry < base[place &- 1] {
        base[place] = base[place &- 1]
        place &-= 1
      }
      base[place] = entry
      index &+= 1
    }
  }
}
