import CLibFuzzer
import Glibc

/// The entry point of the program under the name that the package manager gives it; the environment names the target.
@_cdecl("Fuzz_main")
public func fuzz(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
  var (count, arguments) = (count, arguments)
  return LLVMFuzzerRunDriver(&count, &arguments) { start, count in
    do {
      try wanted.check(UnsafeRawBufferPointer(start: start, count: count))
    } catch {
      // libFuzzer keeps the input of a process that ends so.
      fatalError("\(error)")
    }
    return 0
  }
}

private let wanted: any FuzzTarget.Type = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTargets.all.first(where: { $0.name == name }) else {
    fatalError("FUZZ_TARGET must be one of \(FuzzTargets.all.map { $0.name }.joined(separator: ", "))")
  }
  return target
}()
