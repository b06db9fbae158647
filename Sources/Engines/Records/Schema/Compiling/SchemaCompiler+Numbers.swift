extension SchemaCompiler {
  mutating func compileNumber(
    _ name: String, _ value: JSONValue, _ keywords: inout Keywords
  ) throws(SchemaError) {
    let place = keywords.place(name)
    var name = name
    var place4: String?
    if keywords.ruling.dialect == .draft4 {
      // In draft 4 the exclusive limits are switches of the inclusive ones.
      switch name {
      case "exclusiveMinimum", "exclusiveMaximum":
        guard value.bool != nil else { throw invalid(place, "\(name) must be true or false in draft 4") }
        return
      case "minimum" where keywords["exclusiveMinimum"] == true: (name, place4) = ("exclusiveMinimum", name)
      case "maximum" where keywords["exclusiveMaximum"] == true: (name, place4) = ("exclusiveMaximum", name)
      default: break
      }
    }
    let (form, bits, limit) = try self.limit(name, value, at: place)
    var instruction = SchemaInstruction(opcode: .minimum, operand: form, value: bits)
    let demand: String
    switch name {
    case "minimum": (instruction.opcode, demand) = (.minimum, "must be at least \(limit)")
    case "maximum": (instruction.opcode, demand) = (.maximum, "must be at most \(limit)")
    case "exclusiveMinimum": (instruction.opcode, demand) = (.exclusiveMinimum, "must be greater than \(limit)")
    case "exclusiveMaximum": (instruction.opcode, demand) = (.exclusiveMaximum, "must be less than \(limit)")
    default:
      instruction = try step(value, at: place)
      demand = "must be a multiple of \(limit)"
    }
    keywords.number.append(keywords.draft(place4 ?? name, instruction, demand))
  }

  private mutating func limit(
    _ name: String, _ value: JSONValue, at place: SchemaPlace
  ) throws(SchemaError) -> (form: Int32, bits: UInt64, text: String) {
    switch value {
    case .integer(let integer): return (LimitForm.integer, UInt64(bitPattern: integer), String(integer))
    case .number(let number): return (LimitForm.double, number.bitPattern, Self.excerpt(value))
    case .decimal(let decimal):
      exactNumbers.append(decimal)
      return (LimitForm.exact, UInt64(exactNumbers.count - 1), Self.excerpt(value))
    default: throw invalid(place, "\(name) must be a number")
    }
  }

  private mutating func step(_ value: JSONValue, at place: SchemaPlace) throws(SchemaError) -> SchemaInstruction {
    guard let exact = value.exactNumber, exact > ExactNumber(Int64(0)) else {
      throw invalid(place, "multipleOf must be greater than 0")
    }
    if let integer = value.integer { return .init(opcode: .multipleOf, value: UInt64(integer)) }
    exactNumbers.append(exact)
    let number = UInt64(exactNumbers.count - 1)
    guard let step = value.number.flatMap(DecimalStep.init), case .number = value else {
      return .init(opcode: .multipleOfExact, value: number)
    }
    decimalSteps.append(step)
    return .init(opcode: .multipleOfDecimal, operand: Int32(decimalSteps.count - 1), value: number)
  }
}
