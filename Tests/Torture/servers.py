"""The world around the workers: a PostgreSQL primary with a synchronous replica, a Glean with faults, a receiver of events."""

import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import subprocess
import threading
import time

POSTGRES = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name))


def as_server_user(command, **options):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    return subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)


class Node:
    """One PostgreSQL server on a socket in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"

    def prepare(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")

    def control(self, *arguments):
        return as_server_user([POSTGRES / "pg_ctl", "-D", self.data, "-s", *arguments], cwd="/")

    def start(self):
        self.control("-w", "-t", "60", "-l", self.folder / "log", "start")

    def kill(self):
        """As a machine that fails: nothing is flushed, nobody is told."""
        self.control("-m", "immediate", "stop")

    def query(self, sql, database="registry"):
        """Rows of texts; None where the server does not answer."""
        command = ["psql", "-X", "-A", "-t", "-q", "-F", "\x1f", "-h", self.folder, "-U", "dataops", "-d", database, "-c", sql]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        if done.returncode != 0:
            return None
        return [line.split("\x1f") for line in done.stdout.splitlines() if line]


class Cluster:
    """A primary, and a replica without which nothing is acknowledged: a promotion loses nothing that anybody was told."""

    def __init__(self, folder, with_replica):
        self.primary = Node(folder / "one")
        self.replica = Node(folder / "two") if with_replica else None
        self.with_replica = with_replica
        self.lock = threading.RLock()

    def start(self):
        node = self.primary
        node.prepare()
        made = as_server_user(
            [POSTGRES / "initdb", "-D", node.data, "-U", "dataops", "-A", "trust", "-E", "UTF8", "--locale=C"], cwd="/")
        assert made.returncode == 0, made.stderr
        with open(node.data / "postgresql.conf", "a") as settings:
            settings.write(
                f"listen_addresses=''\nunix_socket_directories='{node.folder}'\nunix_socket_permissions=0777\n"
                "max_connections=200\nwal_keep_size=512\nhot_standby=on\n")
        node.start()
        assert node.query("CREATE DATABASE registry", "postgres") is not None
        if self.with_replica:
            self.follow()

    def follow(self):
        """Makes the replica anew from the primary, and waits until it is synchronous."""
        node, leader = self.replica, self.primary
        node.prepare()
        # Without this the base backup itself would wait for a replica.
        leader.query("ALTER SYSTEM SET synchronous_standby_names = ''", "postgres")
        leader.query("SELECT pg_reload_conf()", "postgres")
        copied = as_server_user(
            [POSTGRES / "pg_basebackup", "-h", leader.folder, "-U", "dataops", "-D", node.data, "-X", "stream", "-R", "-c", "fast",
             "-d", "application_name=follower"], cwd="/")
        assert copied.returncode == 0, copied.stderr
        with open(node.data / "postgresql.conf", "a") as settings:
            settings.write(f"unix_socket_directories='{node.folder}'\n")
        with open(node.data / "postgresql.auto.conf", "a") as settings:
            settings.write("synchronous_standby_names = ''\n")
        node.start()
        for _ in range(200):
            if leader.query("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'", "postgres"):
                break
            time.sleep(0.05)
        leader.query("ALTER SYSTEM SET synchronous_standby_names = '*'", "postgres")
        leader.query("SELECT pg_reload_conf()", "postgres")

    def restart(self):
        with self.lock:
            self.primary.kill()
            time.sleep(random.uniform(0, 1))
            self.primary.start()

    def promote(self):
        """The primary fails for good, the replica takes over, and a new replica is made."""
        with self.lock:
            self.primary.kill()
            self.replica.control("-w", "promote")
            self.primary, self.replica = self.replica, self.primary
            self.follow()

    def query(self, sql):
        with self.lock:
            return self.primary.query(sql)

    def address(self):
        hosts = ",".join(str(node.folder) for node in (self.primary, self.replica) if node)
        return f"postgres://dataops@/registry?host={hosts}&connect_timeout=3"

    def stop(self):
        for node in (self.primary, self.replica):
            if node and node.data.exists():
                node.control("-m", "immediate", "stop")


class QuietServer(http.server.ThreadingHTTPServer):
    """Says nothing of clients that were killed while they spoke."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


class FaultyGlean:
    """Between the workers and the sandbox server: late, refusing, broken before and after the request was executed."""

    def __init__(self, port):
        self.upstream = port
        self.share = 0.0
        self.counts = {}
        glean = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                fault = glean.fault()
                try:
                    if fault == "late":
                        time.sleep(random.uniform(0.05, 0.4))
                    elif fault == "too many":
                        return self.answer(429, {"Retry-After": "1"}, b"{}")
                    elif fault == "failed":
                        return self.answer(500, {}, b"{}")
                    elif fault == "reset before":
                        return self.drop()
                    connection = http.client.HTTPConnection("127.0.0.1", glean.upstream, timeout=30)
                    headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
                    connection.request(self.command, self.path, body, headers)
                    response = connection.getresponse()
                    content = response.read()
                    if fault == "executed, then reset":
                        return self.drop()
                    if fault == "executed, then silent":
                        time.sleep(3)
                        return self.drop()
                    if fault == "failed after":
                        return self.answer(502, {}, b"bad gateway")
                    kept = {n: v for n, v in response.getheaders() if n.lower() not in ("content-length", "transfer-encoding", "connection")}
                    self.answer(response.status, kept, content)
                except OSError:
                    self.drop()

            do_GET = do_POST = do_PUT = do_DELETE = do

            def answer(self, status, headers, content):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def drop(self):
                self.close_connection = True
                try:
                    self.connection.shutdown(2)
                except OSError:
                    pass

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    FAULTS = ["late", "late", "too many", "failed", "reset before", "executed, then reset", "executed, then silent", "failed after"]

    def fault(self):
        if random.random() >= self.share:
            return None
        fault = random.choice(self.FAULTS)
        self.counts[fault] = self.counts.get(fault, 0) + 1
        return fault


class Receiver:
    """Takes events, and remembers in which order it saw them."""

    def __init__(self):
        self.seen = {}
        self.total = 0
        self.share = 0.0
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                event = json.loads(self.rfile.read(int(self.headers["content-length"])))
                refused = random.random() < receiver.share
                if not refused or random.random() < 0.5:
                    with receiver.lock:
                        receiver.total += 1
                        receiver.seen.setdefault(event["subject"], []).append(int(event["sequence"]))
                self.send_response(503 if refused else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()

        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
