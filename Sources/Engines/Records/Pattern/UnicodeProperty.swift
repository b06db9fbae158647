/// A Unicode property as `\p{…}` names it (ECMA-262, tables 66 to 70).
struct UnicodeProperty: Sendable, Hashable {
  /// The property in the syntax of PCRE2.
  private(set) var translation: String

  /// Nil where ECMA-262 knows no such property; names are exact.
  init?(_ name: String, value: String?, isInverted: Bool) {
    let escape = isInverted ? "\\P" : "\\p"
    switch (name, value) {
    case ("General_Category", let value?), ("gc", let value?), (let value, nil):
      if let category = Self.categories[value] {
        translation = "\(escape){\(category)}"
      } else if value == "Assigned", name == value {
        translation = isInverted ? "\\p{Cn}" : "\\P{Cn}"
      } else if name == value, let property = Self.binaryProperties[value] {
        translation = "\(escape){\(property)}"
      } else {
        return nil
      }
    case ("Script", let value?), ("sc", let value?):
      guard Self.isScriptName(value) else { return nil }
      translation = "\(escape){sc:\(value)}"
    case ("Script_Extensions", let value?), ("scx", let value?):
      guard Self.isScriptName(value) else { return nil }
      translation = "\(escape){scx:\(value)}"
    default: return nil
    }
  }

  /// Whether a name is written as names of scripts are; the library's tables tell whether there is one.
  private static func isScriptName(_ text: String) -> Bool {
    let words = text.split(separator: "_", omittingEmptySubsequences: false)
    return words.allSatisfy { word in
      word.first?.isUppercase == true && word.allSatisfy { $0.isASCII && $0.isLetter }
    }
  }
}

extension UnicodeProperty {
  private static let categories = names([
    ("L&", "Cased_Letter LC"), ("Pe", "Close_Punctuation Pe"), ("Pc", "Connector_Punctuation Pc"),
    ("Cc", "Control Cc cntrl"), ("Sc", "Currency_Symbol Sc"), ("Pd", "Dash_Punctuation Pd"),
    ("Nd", "Decimal_Number Nd digit"), ("Me", "Enclosing_Mark Me"), ("Pf", "Final_Punctuation Pf"),
    ("Cf", "Format Cf"), ("Pi", "Initial_Punctuation Pi"), ("L", "Letter L"), ("Nl", "Letter_Number Nl"),
    ("Zl", "Line_Separator Zl"), ("Ll", "Lowercase_Letter Ll"), ("M", "Mark M Combining_Mark"),
    ("Sm", "Math_Symbol Sm"), ("Lm", "Modifier_Letter Lm"), ("Sk", "Modifier_Symbol Sk"), ("Mn", "Nonspacing_Mark Mn"),
    ("N", "Number N"), ("Ps", "Open_Punctuation Ps"), ("C", "Other C"), ("Lo", "Other_Letter Lo"),
    ("No", "Other_Number No"), ("Po", "Other_Punctuation Po"), ("So", "Other_Symbol So"),
    ("Zp", "Paragraph_Separator Zp"), ("Co", "Private_Use Co"), ("P", "Punctuation P punct"), ("Z", "Separator Z"),
    ("Zs", "Space_Separator Zs"), ("Mc", "Spacing_Mark Mc"), ("Cs", "Surrogate Cs"), ("S", "Symbol S"),
    ("Lt", "Titlecase_Letter Lt"), ("Cn", "Unassigned Cn"), ("Lu", "Uppercase_Letter Lu"),
  ])

  private static let binaryProperties = names([
    ("Any", "Any"), ("ASCII", "ASCII"), ("AHex", "ASCII_Hex_Digit AHex"), ("Alpha", "Alphabetic Alpha"),
    ("Bidi_C", "Bidi_Control Bidi_C"), ("Bidi_M", "Bidi_Mirrored Bidi_M"), ("CI", "Case_Ignorable CI"),
    ("Cased", "Cased"), ("CWCF", "Changes_When_Casefolded CWCF"), ("CWCM", "Changes_When_Casemapped CWCM"),
    ("CWL", "Changes_When_Lowercased CWL"), ("CWT", "Changes_When_Titlecased CWT"),
    ("CWU", "Changes_When_Uppercased CWU"), ("Dash", "Dash"), ("DI", "Default_Ignorable_Code_Point DI"),
    ("Dep", "Deprecated Dep"), ("Dia", "Diacritic Dia"), ("Emoji", "Emoji"), ("EComp", "Emoji_Component EComp"),
    ("EMod", "Emoji_Modifier EMod"), ("EBase", "Emoji_Modifier_Base EBase"), ("EPres", "Emoji_Presentation EPres"),
    ("ExtPict", "Extended_Pictographic ExtPict"), ("Ext", "Extender Ext"), ("Gr_Base", "Grapheme_Base Gr_Base"),
    ("Gr_Ext", "Grapheme_Extend Gr_Ext"), ("Hex", "Hex_Digit Hex"), ("IDSB", "IDS_Binary_Operator IDSB"),
    ("IDST", "IDS_Trinary_Operator IDST"), ("IDC", "ID_Continue IDC"), ("IDS", "ID_Start IDS"),
    ("Ideo", "Ideographic Ideo"), ("Join_C", "Join_Control Join_C"), ("LOE", "Logical_Order_Exception LOE"),
    ("Lower", "Lowercase Lower"), ("Math", "Math"), ("NChar", "Noncharacter_Code_Point NChar"),
    ("Pat_Syn", "Pattern_Syntax Pat_Syn"), ("Pat_WS", "Pattern_White_Space Pat_WS"), ("QMark", "Quotation_Mark QMark"),
    ("Radical", "Radical"), ("RI", "Regional_Indicator RI"), ("STerm", "Sentence_Terminal STerm"),
    ("SD", "Soft_Dotted SD"), ("Term", "Terminal_Punctuation Term"), ("UIdeo", "Unified_Ideograph UIdeo"),
    ("Upper", "Uppercase Upper"), ("VS", "Variation_Selector VS"), ("space", "White_Space space"),
    ("XIDC", "XID_Continue XIDC"), ("XIDS", "XID_Start XIDS"),
  ])

  /// From each of the names to what PCRE2 calls it.
  private static func names(_ table: [(String, String)]) -> [String: String] {
    var names: [String: String] = [:]
    for (property, aliases) in table {
      for alias in aliases.split(separator: " ") { names[String(alias)] = property }
    }
    return names
  }
}
