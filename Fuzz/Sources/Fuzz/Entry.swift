import Glibc

/// What libFuzzer calls for every input; the environment names the target.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try wanted.check(UnsafeRawBufferPointer(start: start, count: count))
  } catch {
    // libFuzzer keeps the input of a process that ends so.
    fatalError("\(error)")
  }
  return 0
}

private let wanted: any FuzzTarget.Type = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTargets.all.first(where: { $0.name == name }) else {
    fatalError("FUZZ_TARGET must be one of \(FuzzTargets.all.map(\.name).joined(separator: ", "))")
  }
  return target
}()
