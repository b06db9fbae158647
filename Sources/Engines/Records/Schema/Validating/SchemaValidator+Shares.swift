/// The members of an object that was walked.
struct SharedMembers {
  /// By slot: where the value stands on the tape; only of those that are there.
  let places: UnsafePointer<UInt32>
  /// A bit for each slot that is filled.
  let seen: UInt64
}

extension SchemaValidator {
  /// The members of an object and what stands in place beside them, in which the places of the members are used again.
  mutating func checkSharing(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { memory in
      guard let places = node.pointee.object == tables.rootObject && value.index == 1 ? self.places : memory.baseAddress
      else { return false }
      let repetitions = self.repetitions
      var seen: UInt64 = 0
      guard checkPlainMembers(value, node.pointee.object, places, &seen) else { return false }
      // Where a name stands twice, both members count.
      let members = self.repetitions == repetitions ? SharedMembers(places: places, seen: seen) : nil
      return checkInPlace(value, node.pointee.inPlace, -1, members)
    }
  }

  /// What a schema asks of some members.
  mutating func check(_ value: TapeValue, _ share: UnsafePointer<SchemaShare>, _ members: SharedMembers) -> Bool {
    guard members.seen & share.pointee.required == share.pointee.required else { return false }
    for position in 0..<Int(share.pointee.memberCount) {
      let member = share.pointee.members[position]
      guard members.seen &>> UInt64(truncatingIfNeeded: member.slot) & 1 != 0 else { continue }
      if !check(value.at(Int(members.places[Int(member.slot)])), member.node) { return false }
    }
    return holds(share.pointee.dependencies, Int(share.pointee.dependencyCount), members.seen)
  }

  /// Whether the members are there that must be because others are.
  func holds(_ dependencies: UnsafePointer<SchemaObject.Dependency>, _ count: Int, _ seen: UInt64) -> Bool {
    for position in 0..<count {
      let dependency = dependencies[position]
      if seen &>> UInt64(truncatingIfNeeded: dependency.slot) & 1 != 0,
        seen &>> UInt64(truncatingIfNeeded: dependency.required) & 1 == 0
      {
        return false
      }
    }
    return true
  }
}
