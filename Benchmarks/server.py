"""A PostgreSQL server of this process alone, made from the installed package, on a Unix socket, gone afterwards."""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile
import time


def programs():
    """The folder of initdb, postgres, psql and pgbench."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise SystemExit("PostgreSQL is not installed.")
    return found[-1].parent


class Server:
    """Keeps its promises: fsync and synchronous_commit are on. PostgreSQL refuses to run as root, so for root it runs as postgres."""

    SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0777", "shared_buffers": "512MB", "max_connections": "200"}

    def __init__(self):
        self.programs = programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dataops-bench-"))
        self.folder.chmod(0o755)
        self.data, self.socket = self.folder / "data", self.folder / "socket"
        self.socket.mkdir()
        self.process = None

    def __enter__(self):
        if os.getuid() == 0:
            for path in (self.folder, self.socket):
                shutil.chown(path, "postgres")
        self._run(["initdb", "-D", self.data, "-U", "dataops", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        settings = [part for name, value in self.SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with open(self.folder / "log", "wb") as log:
            command = [self.programs / "postgres", "-D", self.data, "-k", self.socket, *settings]
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **self._user())
        for _ in range(200):
            if subprocess.run([self.programs / "pg_isready", "-q", "-h", self.socket]).returncode == 0:
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SystemExit(f"the server did not start: {(self.folder / 'log').read_text()}")

    def __exit__(self, *_):
        if self.process:
            self.process.send_signal(2)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _user(self):
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam("postgres")
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "env": {**os.environ, "HOME": str(self.folder)}}

    def _run(self, command):
        program, *arguments = command
        subprocess.run([self.programs / program, *arguments], check=True, cwd="/", stdout=subprocess.DEVNULL, **self._user())

    def make(self, database):
        """A new database, and its address."""
        self.sql("postgres", f"CREATE DATABASE {database}")
        return f"postgres://dataops@/{database}?host={self.socket}"

    def sql(self, database, *statements):
        commands = [part for statement in statements for part in ("-c", statement)]
        command = [self.programs / "psql", "-X", "-A", "-t", "-q", "-h", self.socket, "-U", "dataops", "-d", database, *commands]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def pgbench(self, database, *arguments):
        """Transactions a second."""
        command = [self.programs / "pgbench", "-h", self.socket, "-U", "dataops", *map(str, arguments), database]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        found = re.search(r"tps = ([0-9.]+)", text)
        return float(found[1]) if found else None

    def processor_seconds(self):
        """What the server and all its processes, those that have ended included, have used so far."""
        ticks = 0
        for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat.parent.name == str(self.process.pid):
                ticks += sum(map(int, fields[11:15]))
            elif fields[1] == str(self.process.pid):
                ticks += sum(map(int, fields[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")
