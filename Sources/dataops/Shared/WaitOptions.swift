import ArgumentParser

/// Whether a command that asks for an operation does the work, too.
struct WaitOptions: ParsableArguments {
  @Flag(help: "Only ask for it, leave the work to workers, and print the operation.")
  var noWait = false
}
