internal import DataGenerating
internal import DataOpsCore

extension TemplateContract {
  /// What lies in the bundle and how to use it; Markdown.
  func readMe(badCount: Int) -> String {
    """
    # \(title): test data

    Records and rules to test a pipeline with, so that it accepts and refuses what the quality gate does.

    | file | what it is |
    |---|---|
    | `\(ContractFile.records)` | \(sampleCount.of("record")) that pass every check |
    | `\(ContractFile.badRecords)` | \(badCount.of("record")), each of which breaks one rule |
    | `\(ContractFile.badRecordsExpected)` | which rule that is: keyword, its place in the schema, the place in the record |
    | `\(ContractFile.schema)` | JSON Schema 2020-12 |
    | `\(ContractFile.rules)` | completeness, uniqueness and relationships, for `dataops records check` |
    | `references/` | the keys that records may point to |
    | `\(ContractFile.specification)` | what is checked, by which thresholds, and how to run it with other tools |
    | `\(ContractFile.script)` | a step for continuous integration |

    In a pipeline, with `dataops` installed:

    ```
    ./\(ContractFile.script)              checks this bundle: good records pass, every bad one is refused
    ./\(ContractFile.script) FILE         checks records of your own; exit code 0 where they pass
    ```

    As a step of GitHub Actions:

    ```yaml
    - name: Check the records
      run: contract/\(ContractFile.script) build/records.ndjson
    ```

    The records are made up: nobody in them is real, and every address is under a reserved domain (RFC 2606).

    """
  }

  /// The step for continuous integration; POSIX shell.
  var script: String {
    """
    #!/bin/sh
    # Checks records as the quality gate does.
    #
    #   check.sh FILE   exits 0 where the records pass, 1 where they do not, 2 where the check cannot run
    #   check.sh        checks the bundle itself: good records pass, every bad one is refused
    #
    # DATAOPS names the program; "dataops" of the PATH if it is not set.
    set -eu

    here=$(cd "$(dirname "$0")" && pwd)
    dataops=${DATAOPS:-dataops}

    check() {
      "$dataops" records validate --schema "$here/schema.json" --assert-formats "$1" &&
        "$dataops" records check --rules "$here/rules.json" --schema "$here/schema.json" "$1"
    }

    if [ $# -gt 0 ]; then
      check "$1"
      exit
    fi

    check "$here/records.ndjson"
    refused=$("$dataops" records validate --schema "$here/schema.json" --assert-formats --output failures \\
      "$here/bad-records.ndjson" | wc -l)
    bad=$(wc -l < "$here/bad-records.ndjson")
    if [ "$refused" -ne "$bad" ]; then
      echo "only $refused of $bad bad records were refused" >&2
      exit 1
    fi
    echo "all good records pass, all $bad bad ones are refused"

    """
  }
}
