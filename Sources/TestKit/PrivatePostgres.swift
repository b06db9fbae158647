package import DataOpsCore
package import DataOpsSQLStorage
import Foundation
import Synchronization

/// A PostgreSQL server of this process alone, made from the installed package, gone with everything of it when the process ends,
/// however it ends.
package final class PrivatePostgres: Sendable {
  /// Holds the data and the socket; nobody else may look into it.
  package let directory: String
  /// Where it listens on 127.0.0.1; nil where it does so on its socket only.
  package let port: Int?
  private let lifeline: FileHandle

  /// The folder of `initdb` and `postgres`; nil where the package is not installed.
  package static let programs: String? = {
    let roots = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let candidates = roots.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "/usr/lib/postgresql/\($0)/bin" }
    let others = ["/opt/homebrew/bin", "/usr/local/pgsql/bin"]
    return (candidates + others).first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
  }()

  /// The one that contract suites share; it forgets everything that a power cut would take, and is the faster for it.
  package static func shared() throws -> PrivatePostgres { try sharedServer.get() }

  private static let sharedServer = Result {
    try PrivatePostgres(settings: ["fsync": "off", "max_connections": "300"])
  }

  /// Makes and starts a server; returns when it answers.
  ///
  /// - Parameters:
  ///   - settings: of `postgresql.conf`; port 0 takes a free one.
  ///   - hba: lines of `pg_hba.conf` for those who come over the network.
  ///   - disk: what it keeps its data on; nil for a folder among the temporary ones.
  ///   - base: a base backup to recover from, by the settings in it, in place of an empty server.
  package convenience init(
    settings: [String: String] = [:], hba: [String] = [], on folder: String? = nil, recoveringFrom base: String? = nil
  ) throws {
    var settings = settings
    var port: Int?
    if settings["port"] == "0" {
      port = try FreePort.find()
      settings["port"] = port.map(String.init)
    }
    try self.init(settings, hba, folder, port, base)
  }

  private init(
    _ settings: [String: String], _ hba: [String], _ folder: String?, _ port: Int?, _ base: String?
  ) throws {
    guard let programs = Self.programs else { throw StartError(reason: "PostgreSQL is not installed") }
    self.port = port
    let parent = folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    let url = parent.appending(
      path: "dataops-postgres-\(UUID().uuidString.lowercased().prefix(8))", directoryHint: .isDirectory)
    directory = url.path(percentEncoded: false)
    let (input, output) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    let settings = ["listen_addresses": ""].merging(settings) { _, given in given }
    let options = settings.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
    process.arguments = [
      "-c", Self.supervisor, "postgres", programs, directory, options, hba.joined(separator: "\n"), base ?? "",
    ]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // Programs that tests start must not keep the server alive.
    for descriptor in [input.fileHandleForWriting.fileDescriptor, output.fileHandleForReading.fileDescriptor] {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    try process.run()
    lifeline = input.fileHandleForWriting
    var said = ""
    while case let chunk = output.fileHandleForReading.availableData, !chunk.isEmpty {
      said += String(decoding: chunk, as: UTF8.self)
      if said.contains("ready\n") { return }
    }
    throw StartError(reason: said)
  }

  private var socket: String { "\(directory)/socket" + (port.map { "&port=\($0)" } ?? "") }

  /// Makes the server stop and removes all of it; returns at once.
  package func stop() { try? lifeline.close() }

  deinit { stop() }

  /// How the database `name` is reached, as the server's superuser `dataops`.
  package func address(_ name: String = "postgres") -> String {
    "postgres://dataops@/\(name)?host=\(socket)"
  }

  /// Lives as long as its standard input is open, which is as long as the process that started it. PostgreSQL refuses to run
  /// as root, so for root it runs as another user.
  private static let supervisor = """
    set -eu
    programs=$1 directory=$2 options=$3 hba=$4 base=$5
    trap '' INT TERM HUP
    as_user() { "$@"; }
    mkdir -m 700 "$directory"
    mkdir "$directory/socket"
    if [ -n "$base" ]; then
      cp -R "$base" "$directory/data"
      chmod 700 "$directory/data"
      touch "$directory/data/recovery.signal"
    fi
    if [ "$(id -u)" = 0 ]; then
      user=postgres; id "$user" >/dev/null 2>&1 || user=nobody
      chown -R "$user" "$directory"
      as_user() { setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME="$directory" "$@"; }
    fi
    finish() { rm -rf "$directory"; }
    trap finish EXIT
    cd /
    [ -n "$base" ] || as_user "$programs/initdb" -D "$directory/data" -U dataops -A trust -E UTF8 --locale=C --no-sync \
      >"$directory/initdb.log" 2>&1 || { cat "$directory/initdb.log"; exit 1; }
    sed -i '/^host /d' "$directory/data/pg_hba.conf"
    printf '%s\\n' "$hba" >>"$directory/data/pg_hba.conf"
    (trap - INT TERM HUP; as_user "$programs/postgres" -D "$directory/data" -k "$directory/socket" \
      -c unix_socket_permissions=0777 $options >"$directory/log" 2>&1) &
    server=$!
    tries=0
    port=$(printf '%s\\n' "$options" | sed -n 's/.*-c port=\\([0-9]*\\).*/\\1/p')
    until "$programs/pg_isready" -q -h "$directory/socket" -p "${port:-5432}" -U dataops -d postgres; do
      tries=$((tries + 1))
      if [ "$tries" -gt 200 ] || ! kill -0 "$server" 2>/dev/null; then cat "$directory/log"; exit 1; fi
      sleep 0.05
    done
    echo ready
    cat >/dev/null
    kill -INT "$(head -1 "$directory/data/postmaster.pid")" 2>/dev/null || true
    wait "$server" || true
    """

  package struct StartError: Error, CustomStringConvertible {
    let reason: String
    package var description: String { "the private PostgreSQL did not start: \(reason)" }
  }
}

extension PrivatePostgres {
  /// A database with an empty registry, under a name that belongs to `directory`, dropped together with it.
  package func registryAddress(in directory: TemporaryDirectory, now: Timestamp) async throws -> PostgresAddress {
    let name =
      "registry_"
      + directory.path.utf8.reduce(into: UInt64(14_695_981_039_346_656_037)) { hash, byte in
        hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
      }.description
    let address = try PostgresAddress(self.address(name))
    guard directory.begin(name) else { return address }
    try await makeTemplate(now: now)
    try await PostgresServer.run("CREATE DATABASE \(name) TEMPLATE registry_template", at: self.address())
    let maintenance = self.address()
    directory.onRemoval {
      PostgresServer.runSoon("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: maintenance)
    }
    return address
  }

  /// As ``registryAddress(in:now:)``, as the text that a setting has.
  ///
  /// - Parameter proxy: what it is reached over; nil for the server itself.
  package func registryText(
    in directory: TemporaryDirectory, over proxy: PostgresProxy? = nil
  ) async throws -> String {
    let made = try await registryAddress(in: directory, now: ManualTime().now())
    return proxy?.address(made.databaseName) ?? address(made.databaseName)
  }

  private func makeTemplate(now: Timestamp) async throws {
    try await Self.template.make { [self] in
      try await PostgresServer.run("CREATE DATABASE registry_template", at: address())
      let address = try PostgresAddress(address("registry_template"))
      try await SQLRegistry.migratePostgres(address, now: now).registry.close()
    }
  }

  private static let template = Once()
}

/// Does something once, however many ask for it at the same time.
private actor Once {
  private var task: Task<Void, any Error>?

  func make(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = task ?? Task { try await body() }
    self.task = task
    try await task.value
  }
}

/// A port that nobody listens on at the moment.
enum FreePort {
  static func find() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isBound else { throw PrivatePostgres.StartError(reason: "no port is free") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
