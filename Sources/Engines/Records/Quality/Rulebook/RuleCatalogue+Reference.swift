extension RuleCatalogue {
  /// One kind of rule, for people.
  public struct Entry: Sendable {
    /// As rules name it.
    public let id: String

    /// What the rule says, in a sentence.
    public let help: String
    /// Names and what they mean.
    public let parameters: [(name: String, help: String, isRequired: Bool)]
    /// A rule as a rules file has it.
    public let example: JSONValue
  }

  /// In the order of the documentation.
  public static var entries: [Entry] {
    kinds.map { kind in
      Entry(
        id: kind.id, help: kind.help, parameters: kind.parameters.map { ($0.name, $0.help, $0.isRequired) },
        example: kind.example.rule)
    }
  }

  /// The reference of rules files in Markdown, byte for byte the same each time.
  public static var reference: String {
    var text = introduction
    for kind in kinds {
      text += "\n### `\(kind.id)`\n\n\(kind.help) Counts towards `\(kind.checkType.rawValue)`."
      text += kind.subject.allowsThreshold ? "" : " Has no threshold."
      text += "\n\n"
      if !kind.parameters.isEmpty {
        text += "| parameter | |\n|---|---|\n"
        for parameter in kind.parameters {
          text += "| `\(parameter.name)` | \(parameter.isRequired ? "required; " : "")\(parameter.help) |\n"
        }
        text += "\n"
      }
      text += "```json\n\(line(kind.example.rule))\n```\n\n"
      text += "Holds for \(list(kind.example.passing)); not with \(list(kind.example.failing)).\n"
    }
    return text
  }

  private static func line(_ value: JSONValue) -> String { String(decoding: value.bytes(), as: UTF8.self) }

  private static func list(_ records: [JSONValue]) -> String {
    records.map { "`\(line($0))`" }.joined(separator: ", ")
  }

  private static let introduction = """
    # Rules files

    A rules file says what a dataset is expected to be. It is JSON; `dataops records check --rules FILE` judges records by
    it, and `dataops records rules --output json-schema` prints its JSON Schema, which is checked in as
    `rules-file.schema.json`. This page is made by `dataops records rules --output markdown`.

    ```json
    {
      "version": 1,
      "key": "id",
      "required": ["id", "title"],
      "expected_records": 500,
      "completeness_threshold": 0.95,
      "rules": [
        {"rule": "range", "field": "priority", "parameters": {"min": 1, "max": 5}, "severity": "warn"},
        {"rule": "reference", "field": "author_id", "parameters": {"to": "people"}, "threshold": 0.99}
      ],
      "references": {"people": {"file": "people.ndjson", "field": "id"}}
    }
    ```

    | member | |
    |---|---|
    | `version` | 1 |
    | `key` | the field that tells records apart, a string or an integer; no two records have the same, unless a `unique` rule for it says otherwise |
    | `required` | fields that are there and not null, unless a `not_null` rule for one says otherwise; a record in which all are is complete |
    | `expected_records` | how many records there are; more is right |
    | `completeness_threshold` | the share of records in which a required field must be filled, and of the expected records that must be there; 1 unless said otherwise |
    | `rules` | see below |
    | `references` | keys that records refer to, by name: those in the `field` of the records of a `file`, whose path is relative to this one, or a list of `keys` |
    | `title`, `description`, `$schema` | for people and editors |

    A field is a name, or a JSON pointer (RFC 6901) such as `/author/id`; in a pointer, `*` stands for every element of an
    array: `/labels/*`.

    ## Rules

    | member | |
    |---|---|
    | `rule` | the kind of rule, one of those below |
    | `field` | what it looks at |
    | `parameters` | what it asks |
    | `name` | unique in the file; the kind and the field, such as `range:priority`, unless given |
    | `severity` | `fail`, or `warn` for a rule whose breach is told and does no more |
    | `threshold` | the share of what is judged that must hold, from 0 to 1; 1 unless given |
    | `check_type` | `schema_validation` or `data_completeness`, the check of the quality gate it counts towards |
    | `description` | for people |

    Unless a rule is about that, records in which the field is missing or null are passed over. A record of which one value
    breaks a rule breaks the rule. Times are RFC 3339, `now`, or a distance from it such as `now-7d`; a day is its
    beginning in UTC. Numbers are compared exactly.

    """
}
