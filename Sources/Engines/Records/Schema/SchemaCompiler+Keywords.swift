extension SchemaCompiler {
  /// An instruction that has no place yet.
  struct Draft {
    let instruction: SchemaInstruction
    let rule: SchemaRule
  }

  mutating func enumeration(_ values: [JSONValue], _ place: JSONPointer, _ keyword: String) -> Draft {
    var strings: [String] = []
    for case .string(let string) in values where !strings.contains(string) { strings.append(string) }
    let others = values.filter { $0.string == nil }
    enumerations.append(SchemaEnumeration(strings: NameTable(strings, in: arena), others: others))
    let shown = values.prefix(8).map { $0.string ?? String(decoding: $0.bytes(), as: UTF8.self) }
    let list = shown.joined(separator: ", ") + (values.count > 8 ? ", … (\(values.count) values)" : "")
    return Draft(
      instruction: .init(opcode: .enumeration, operand: Int32(enumerations.count - 1)),
      rule: SchemaRule(
        location: place, keyword: keyword, demand: values.count == 1 ? "must be \(list)" : "must be one of \(list)"))
  }

  mutating func stringDraft(
    _ keyword: String, _ value: JSONValue, at place: JSONPointer
  ) throws(SchemaError) -> Draft {
    func draft(_ instruction: SchemaInstruction, _ demand: String) -> Draft {
      Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
    }
    switch keyword {
    case "minLength", "maxLength":
      let count = try self.count(value, at: place)
      return keyword == "minLength"
        ? draft(.init(opcode: .minLength, value: count), "must have at least \(count.counting("character"))")
        : draft(.init(opcode: .maxLength, value: count), "must have at most \(count.counting("character"))")
    case "pattern":
      guard let text = value.string else { throw invalid(place, "pattern must be a string") }
      do throws(PatternError) {
        patterns.append(try RecordPattern(compiling: text))
      } catch {
        throw SchemaError(kind: .invalidPattern, pointer: place, message: "the pattern cannot be used: \(error)")
      }
      return draft(.init(opcode: .pattern, operand: Int32(patterns.count - 1)), "must match the pattern \(text)")
    default:
      guard let format = value.string.flatMap(TextFormat.init(schemaName:)) else {
        throw SchemaError(
          kind: .unsupportedFormat, pointer: place,
          message: "the format must be one of \(TextFormat.allCases.map(\.schemaName).joined(separator: ", "))")
      }
      return draft(.init(opcode: .format, operand: Int32(format.rawValue)), "must be \(format.sentence)")
    }
  }

  mutating func numberDraft(_ keyword: String, _ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> Draft {
    var instruction: SchemaInstruction
    let limit: String
    switch value {
    case .integer(let integer):
      limit = String(integer)
      instruction = .init(opcode: .minimum, operand: 1, value: UInt64(bitPattern: integer))
    case .number(let number):
      limit = String(number)
      instruction = .init(opcode: .minimum, operand: 0, value: number.bitPattern)
    case .decimal(let decimal):
      limit = decimal.description
      instruction = .init(opcode: .minimum, operand: 0, value: decimal.nearestDouble.bitPattern)
    default: throw invalid(place, "\(keyword) must be a number")
    }
    let demand: String
    switch keyword {
    case "minimum": (instruction.opcode, demand) = (.minimum, "must be at least \(limit)")
    case "maximum": (instruction.opcode, demand) = (.maximum, "must be at most \(limit)")
    case "exclusiveMinimum": (instruction.opcode, demand) = (.exclusiveMinimum, "must be greater than \(limit)")
    case "exclusiveMaximum": (instruction.opcode, demand) = (.exclusiveMaximum, "must be less than \(limit)")
    default:
      guard (value.number ?? 0) > 0 else { throw invalid(place, "multipleOf must be greater than 0") }
      if let integer = value.integer {
        instruction = .init(opcode: .multipleOf, value: UInt64(integer))
      } else if let step = DecimalStep(value.number ?? 0) {
        decimalSteps.append(step)
        instruction = .init(opcode: .multipleOfDecimal, operand: Int32(decimalSteps.count - 1))
      } else {
        throw invalid(place, "multipleOf must have at most 15 digits and at most 15 decimal places")
      }
      demand = "must be a multiple of \(limit)"
    }
    return Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
  }

  mutating func arrayDraft(
    _ keyword: String, _ value: JSONValue, at place: JSONPointer, into index: Int
  ) throws(SchemaError) -> Draft? {
    func draft(_ instruction: SchemaInstruction, _ demand: String) -> Draft {
      Draft(instruction: instruction, rule: SchemaRule(location: place, keyword: keyword, demand: demand))
    }
    switch keyword {
    case "minItems":
      let count = try self.count(value, at: place)
      return draft(.init(opcode: .minItems, value: count), "must have at least \(count.counting("element"))")
    case "maxItems":
      let count = try self.count(value, at: place)
      return draft(.init(opcode: .maxItems, value: count), "must have at most \(count.counting("element"))")
    case "uniqueItems":
      guard let isUnique = value.bool else { throw invalid(place, "uniqueItems must be true or false") }
      return isUnique ? draft(.init(opcode: .uniqueItems), "must not have the same element twice") : nil
    default:
      let child = try node(value, at: place)
      scratchNeeds[index] = max(scratchNeeds[index], scratchNeeds[child])
      return draft(.init(opcode: .items, operand: Int32(child)), "must have valid elements")
    }
  }

  func kinds(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> KindSet {
    var kinds = KindSet()
    for element in value.array ?? [value] {
      guard let kind = element.string.flatMap(KindSet.init(schemaName:)) else {
        throw invalid(
          place, "a type is one of null, boolean, integer, number, string, array and object, or an array of them")
      }
      kinds.formUnion(kind)
    }
    guard !kinds.isEmpty else { throw invalid(place, "at least one type must be allowed") }
    return kinds
  }

  private func count(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> UInt64 {
    guard let count = value.integer, count >= 0 else { throw invalid(place, "this must be a whole number, 0 or more") }
    return UInt64(count)
  }
}

extension UInt64 {
  /// `1 element`, `2 elements`.
  fileprivate func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
