#!/usr/bin/env python3
"""Three workers on one registry while everything around them fails, at random, round after round.

    torture.py PROGRAM [--rounds N] [--operations N] [--seed N] [--no-replica]

A round is one blow: a worker or the leader killed, a worker stopped for longer than its lease and let go on, PostgreSQL
killed and restarted, its replica promoted, the schema migrated by the next version. Glean answers late, wrongly, or not at all, also after it has done what it was
asked. Afterwards nothing may be lost, doubled or left over; each invariant is looked at in SQL, in the sandbox server, in the
object store and at the receiver of events. Exits with 1 and says which does not hold.
"""

import argparse
import collections
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from servers import Cluster, FaultyGlean, Receiver

LEASE = 3
TYPES = ["jira_issues", "confluence_pages", "github_repos", "slack_messages"]
INDUSTRIES = {"Acme": "fintech", "Quillmere": "healthcare", "Borealis": "retail", "Kestrel": "manufacturing", "Lodestar": "enterprise"}
# Many, because each has only five searches a second, as Glean allows, and a worker may live for no more than one.
CLIENTS = [(f"{name} {place}", industry) for name, industry in INDUSTRIES.items() for place in ("North", "South", "West")]
WORKERS = 3
STAGES = {"sandbox": "mock_template", "pilot": "custom", "production": "production"}


class Torture:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dataops-torture-"))
        os.chmod(self.folder, 0o755)
        self.cluster = Cluster(self.folder, with_replica=not options.no_replica)
        self.receiver = Receiver()
        self.workers = []
        self.sandboxes = []
        self.gleans = []
        self.blows = collections.Counter()
        self.accepted = {}
        self.asked = collections.Counter()
        self.problems = []
        self.peaks = collections.Counter()
        self.over = threading.Event()

    # What is run.

    def environment(self):
        return {
            "PATH": "/usr/bin:/bin", "HOME": str(self.folder), "USER": "tess", "DATAOPS_DATA": str(self.folder / "data"),
            "DATAOPS_REGISTRY_URL": self.cluster.address(), "DATAOPS_REGISTRY_CONNECTIONS": "6",
            "DATAOPS_WORKER_LEASE": f"{LEASE}s", "DATAOPS_GLEAN_TIMEOUT": "2s", "DATAOPS_GLEAN_ATTEMPTS": "3",
            "DATAOPS_STEPS_ATTEMPTS": "8", "DATAOPS_WORKER_DRAIN": "5s",
            "DATAOPS_RELAY_URL": f"http://127.0.0.1:{self.receiver.port}/", "DATAOPS_API_LISTEN": "127.0.0.1:0",
            "DATAOPS_TEMPLATES_ROOT": str(pathlib.Path(__file__).resolve().parents[2] / "Templates"),
        }

    def run(self, *arguments, timeout=60):
        return subprocess.run(
            [self.options.program, *arguments], env=self.environment(), capture_output=True, text=True, timeout=timeout)

    def start_worker(self, index):
        log = open(self.folder / f"worker-{index}.log", "a")
        process = subprocess.Popen(
            [self.options.program, "serve", "--roles", "worker,scheduler,relay", "--log-level", "warning"],
            env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.workers[index:index + 1] = [process]

    def prepare(self):
        self.cluster.start()
        migrated = self.run("registry", "migrate")
        assert migrated.returncode == 0, migrated.stderr
        for name in ("indexing", "client"):
            (self.folder / name).write_text(name)
        for name, industry in CLIENTS:
            # Each with a search of its own, as in reality: what Glean takes a second is shared by nobody.
            glean = FaultyGlean(self.start_sandbox(name))
            self.gleans.append(glean)
            added = self.run(
                "client", "add", name, "--industry", industry, "--glean-url", f"http://127.0.0.1:{glean.port}",
                "--indexing-token-file", str(self.folder / "indexing"), "--client-token-file", str(self.folder / "client"))
            assert added.returncode == 0, added.stderr

    def start_sandbox(self, client):
        tokens = {"DATAOPS_SANDBOX_INDEXING_TOKEN": "indexing", "DATAOPS_SANDBOX_CLIENT_TOKEN": "client"}
        sandbox = subprocess.Popen(
            [self.options.program, "glean-sandbox", "serve", "--port", "0", "--data", str(self.folder / f"glean of {client}")],
            env={**os.environ, **tokens}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.sandboxes.append(sandbox)
        return int(sandbox.stdout.readline().rsplit(":", 1)[1])

    def fail(self, glean, receiver):
        """The shares of requests that Glean and the receiver of events answer wrongly from now on."""
        for each in self.gleans:
            each.share = glean
        self.receiver.share = receiver

    # What is asked for.

    def provision(self):
        client = random.choice(CLIENTS)[0]
        number = self.asked["provision"] + 1
        done = self.run(
            "dataset", "provision", "--client", client, "--type", random.choice(TYPES), "--count", str(random.randint(15, 40)),
            "--name", f"dataset {number}", "--priority", random.choice(["low", "normal", "normal", "high"]), "--no-wait",
            "--output", "json")
        self.note("provision", done)

    def teardown(self):
        rows = self.cluster.query(
            "SELECT id FROM dataops_lifecycle.datasets WHERE status IN ('ready', 'failed') AND stage = 'sandbox' ORDER BY random() LIMIT 1")
        if rows:
            self.note("teardown", self.run(
                "dataset", "teardown", rows[0][0], "--grace", "0", "--no-wait", "--output", "json"))

    def validate(self):
        rows = self.cluster.query("SELECT id FROM dataops_lifecycle.datasets WHERE status = 'ready' ORDER BY random() LIMIT 1")
        if rows:
            self.note("validate", self.run("dataset", "validate", rows[0][0], "--no-wait", "--output", "json"))

    def cancel(self):
        rows = self.cluster.query(
            "SELECT id FROM dataops_lifecycle.operations WHERE status IN ('waiting', 'running') AND kind = 'provision' ORDER BY random() LIMIT 1")
        if rows:
            # Asks and goes away; whoever has the operation ends it.
            process = subprocess.Popen(
                [self.options.program, "operation", "cancel", rows[0][0]], env=self.environment(),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.7)
            process.send_signal(signal.SIGINT)
            self.asked["cancel"] += 1
            process.wait()

    def note(self, kind, done):
        self.asked[kind] += 1
        if done.returncode == 0:
            try:
                self.accepted[json.loads(done.stdout)["id"]] = kind
            except (ValueError, KeyError):
                self.problems.append(f"{kind}: unreadable answer {done.stdout[:200]!r}")
        elif done.returncode not in (65, 66, 69, 74, 75):
            self.problems.append(f"{kind} was refused with {done.returncode}: {done.stderr[-300:]}")

    def spread_over_stages(self):
        """Only the sandbox can be asked for yet; the turns and the limits are those of every stage."""
        for number, (stage, source) in enumerate(STAGES.items()):
            self.cluster.query(
                f"""UPDATE dataops_lifecycle.operations SET stage = '{stage}' WHERE ordinal % 3 = {number} AND kind = 'provision' AND status = 'waiting';
                UPDATE dataops_lifecycle.datasets SET stage = '{stage}', data_source = '{source}'
                WHERE id IN (SELECT dataset_id FROM dataops_lifecycle.operations WHERE stage = '{stage}' AND status = 'waiting' AND kind = 'provision')""")

    # What happens to them.

    def blow(self):
        kinds = ["kill worker"] * 6 + ["kill leader"] * 2 + ["stop worker"] * 1
        if self.rounds_done and self.rounds_done % 25 == 0:
            kinds = ["restart registry"]
        if not self.options.no_replica and self.rounds_done and self.rounds_done % 100 == 60 or self.rounds_done == self.options.rounds // 2:
            kinds = ["promote replica"] if not self.options.no_replica else ["restart registry"]
        if self.rounds_done == self.options.rounds // 3:
            kinds = ["migrate to a newer schema"]
        kind = random.choice(kinds)
        self.blows[kind] += 1
        if kind == "kill worker":
            self.kill(random.randrange(WORKERS))
        elif kind == "kill leader":
            rows = self.cluster.query("SELECT owner FROM dataops_lifecycle.leases WHERE name IN ('scheduler', 'relay') AND owner LIKE '%/%/%' ORDER BY random() LIMIT 1")
            owner = rows[0][0].split("/")[1] if rows else ""
            pids = [str(worker.pid) for worker in self.workers]
            self.kill(pids.index(owner) if owner in pids else random.randrange(WORKERS))
        elif kind == "stop worker":
            self.stop(random.randrange(WORKERS))
        elif kind == "restart registry":
            self.cluster.restart()
        elif kind == "promote replica":
            self.cluster.promote()
        elif kind == "migrate to a newer schema":
            self.migrate()

    def migrate(self):
        """What the next version's migration does: the workers of this one go on, and new ones of it start."""
        newest = int(self.cluster.query("SELECT max(number) FROM dataops_lifecycle.schema_migrations")[0][0])
        statements = (
            f"""SET search_path = dataops_lifecycle; SET lock_timeout = '2s'; BEGIN; SELECT turn FROM migration_turn FOR UPDATE;
            ALTER TABLE datasets ADD COLUMN region TEXT; ALTER TABLE operations ADD COLUMN region TEXT NOT NULL DEFAULT '';
            ALTER TABLE operation_steps ADD COLUMN region TEXT; CREATE INDEX operations_region ON operations (region);
            INSERT INTO schema_migrations VALUES ({newest + 1}, 'regions', 'of the next version', now(), {newest}); COMMIT""")
        # In the way of transactions that work it gives up and tries again, as the program's own migrations do.
        if not any(self.cluster.query(statements) is not None for _ in range(20)):
            self.problems.append("the next version's migration was refused")

    def kill(self, index):
        worker = self.workers[index]
        worker.send_signal(signal.SIGCONT)
        worker.kill()
        worker.wait()
        self.start_worker(index)

    def stop(self, index):
        worker = self.workers[index]
        worker.send_signal(signal.SIGSTOP)

        def go_on():
            time.sleep(LEASE + random.uniform(0.5, 2))
            worker.send_signal(signal.SIGCONT)

        threading.Thread(target=go_on, daemon=True).start()

    def watch_limits(self):
        """What must hold at every moment, looked at as often as can be."""
        while not self.over.is_set():
            rows = self.cluster.query(
                """SELECT 'running in ' || stage, count(*) FROM dataops_lifecycle.operations
                WHERE status = 'running' AND kind IN ('provision', 'restore') GROUP BY stage
                UNION ALL SELECT 'running of a client in a stage', max(number) FROM (SELECT count(*) AS number FROM dataops_lifecycle.operations
                  WHERE status = 'running' AND kind IN ('provision', 'restore') GROUP BY stage, client_id) AS shares
                UNION ALL SELECT 'live of a client', max(number) FROM (SELECT count(*) AS number FROM dataops_lifecycle.datasets
                  WHERE status <> 'archived' GROUP BY client_id) AS live""")
            for what, number in rows or []:
                if number:
                    self.peaks[what] = max(self.peaks[what], int(number))
                    self.peaks["looks"] += 1
            time.sleep(0.05)

    def ask(self):
        """Goes on asking while things fail, so that there is always something to lose."""
        while not self.over.is_set():
            waiting = self.cluster.query("SELECT count(*) FROM dataops_lifecycle.operations WHERE status IN ('waiting', 'running')")
            try:
                if waiting and int(waiting[0][0]) < 20:
                    random.choice([self.provision, self.provision, self.teardown, self.teardown, self.validate, self.cancel])()
                else:
                    time.sleep(0.2)
            except subprocess.TimeoutExpired:
                self.problems.append("a request was not answered within a minute")

    def torture(self):
        began = time.time()
        threads = [threading.Thread(target=self.provision_share) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.spread_over_stages()
        self.fail(0.04, 0.1)
        self.workers = [None] * WORKERS
        for index in range(WORKERS):
            self.start_worker(index)
        helpers = [threading.Thread(target=self.watch_limits), threading.Thread(target=self.ask)]
        for helper in helpers:
            helper.start()
        for self.rounds_done in range(self.options.rounds):
            self.blow()
            time.sleep(random.uniform(0.1, 0.9))
            if self.rounds_done % 50 == 49:
                print(f"  {self.rounds_done + 1} rounds, {time.time() - began:.0f} s, {len(self.accepted)} accepted", flush=True)
        self.over.set()
        for helper in helpers:
            helper.join()
        self.fail(0, 0)

    def provision_share(self):
        for _ in range(self.options.operations // 4):
            self.provision()

    # What must hold afterwards.

    def settle(self):
        """Waits until nothing is under way any more."""
        deadline = time.time() + 240
        while time.time() < deadline:
            for index, worker in enumerate(self.workers):
                worker.send_signal(signal.SIGCONT)
                if worker.poll() is not None:
                    self.problems.append(f"a worker ended by itself with {worker.returncode}")
                    self.start_worker(index)
            rows = self.cluster.query(
                """SELECT (SELECT count(*) FROM dataops_lifecycle.operations WHERE status IN ('waiting', 'running')),
                  (SELECT count(*) FROM dataops_lifecycle.outbox WHERE delivered_at IS NULL)""")
            if rows and rows[0] == ["0", "0"]:
                return
            time.sleep(0.5)
        self.problems.append(f"after four minutes of peace there is still work or an event: {rows}")

    def replay(self):
        """Teardowns that failed for good while Glean did are taken up again, as an operator would."""
        rows = self.cluster.query(
            """SELECT id FROM dataops_lifecycle.operations
            WHERE kind = 'teardown' AND status = 'failed' AND replayed_by IS NULL""")
        for (operation,) in rows or []:
            done = self.run("operation", "replay", operation)
            if done.returncode != 0:
                self.problems.append(f"a failed teardown cannot be taken up again: {done.stderr[-300:]}")
        if rows:
            self.blows["replayed"] = len(rows)
            self.settle()

    def datasources(self):
        """What is held in the searches of all clients, by name."""
        held = {}
        for glean in self.gleans:
            connection = http.client.HTTPConnection("127.0.0.1", glean.upstream, timeout=30)
            connection.request("GET", "/__sandbox/datasources")
            held |= {source["name"]: source for source in json.loads(connection.getresponse().read())["datasources"]}
        return held

    def require(self, what, sql):
        """Every row that the query gives is one too many."""
        rows = self.cluster.query(sql)
        if rows is None:
            self.problems.append(f"{what}: the registry does not answer")
        elif rows:
            self.problems.append(f"{what}: {len(rows)} times, such as {rows[:3]}")

    def check(self):
        schema = "dataops_lifecycle"
        known = {row[0] for row in self.cluster.query(f"SELECT id FROM {schema}.operations")}
        lost = set(self.accepted) - known
        if lost:
            self.problems.append(f"accepted and lost: {sorted(lost)[:3]}")
        self.require("a dataset that ended nowhere", f"SELECT id, status FROM {schema}.datasets WHERE status NOT IN ('ready', 'failed', 'archived')")
        self.require("FAILED without a reason", f"SELECT id FROM {schema}.datasets WHERE status = 'failed' AND failure IS NULL")
        self.require("a failed operation without a reason", f"SELECT id FROM {schema}.operations WHERE status = 'failed' AND failure IS NULL")
        self.require("READY below the gate", f"SELECT id FROM {schema}.datasets WHERE status = 'ready' AND quality_score < 95")
        self.require("an operation that ended twice or never", f"""
            SELECT o.id, count(e.sequence) FROM {schema}.operations o
            LEFT JOIN {schema}.audit_events e ON e.request_id = o.id AND e.action = 'operation_ended' GROUP BY o.id HAVING count(e.sequence) <> 1""")
        self.require("a check that was kept twice in one attempt", f"""
            SELECT operation_id, check_type, executed_at FROM {schema}.quality_checks GROUP BY 1, 2, 3 HAVING count(*) > 1""")
        self.require("a change of status that begins where the one before did not end", f"""
            SELECT dataset_id, sequence FROM (SELECT dataset_id, sequence, before->>'status' AS was,
              lag(after->>'status') OVER (PARTITION BY dataset_id ORDER BY sequence) AS had FROM {schema}.audit_events
              WHERE action IN ('dataset_status_changed', 'dataset_archived')) AS changes WHERE had IS NOT NULL AND was <> had""")
        self.require("an event out of its order or missing", f"""
            SELECT dataset_id FROM {schema}.outbox GROUP BY dataset_id HAVING max(sequence) <> count(*) OR min(sequence) <> 1""")
        self.require("a lease that is left", f"SELECT id FROM {schema}.operations WHERE lease_owner IS NOT NULL")
        self.require("a right to upload that is left", f"SELECT name FROM {schema}.leases WHERE name LIKE 'upload/%' AND owner <> '' AND expires_at > now()")
        self.require("a dataset with two live connectors", f"""
            SELECT dataset_id FROM {schema}.connectors WHERE status <> 'archived' AND phase <> 'delete' GROUP BY dataset_id HAVING count(*) > 1""")
        # Every stage is to go the whole way, or its share of the blows shows nothing.
        self.require("a stage in which nothing became READY", f"""
            SELECT stage, count(*) FROM {schema}.operations WHERE kind = 'provision'
            GROUP BY stage HAVING count(*) >= 5 AND count(*) FILTER (WHERE status = 'succeeded') = 0""")
        self.require("a provision that failed although nothing was wrong", f"""
            SELECT stage, step, failure->>'message' FROM {schema}.operations
            WHERE status = 'failed' AND failure->>'code' NOT LIKE 'search_%' AND failure->>'code' NOT IN ('cancelled', 'abandoned', 'conflict')""")
        self.check_limits()
        self.check_search(schema)
        self.check_objects(schema)
        self.check_events(schema)
        for command in (["audit", "verify"], ["reconcile"]):
            done = self.run(*command, timeout=300)
            if done.returncode != 0:
                self.problems.append(f"dataops {' '.join(command)} exits with {done.returncode}: {(done.stdout + done.stderr)[-1500:]}")

    def check_limits(self):
        for what, number in self.peaks.items():
            limit = {"live of a client": 50, "running of a client in a stage": 3}.get(what, 10)
            if what != "looks" and number > limit:
                self.problems.append(f"{number} {what}, at most {limit} are allowed")

    def check_search(self, schema):
        held = self.datasources()
        rows = self.cluster.query(
            f"""SELECT c.datasource, c.phase, d.status, d.record_count, d.cleanup_verified_at IS NOT NULL
            FROM {schema}.connectors c JOIN {schema}.datasets d ON d.id = c.dataset_id""")
        for name in set(held) - {row[0] for row in rows}:
            self.problems.append(f"datasource {name} belongs to nobody")
        for name, phase, status, count, verified in rows:
            source = held.get(name)
            documents = source["documents"]["uploaded"] if source else 0
            if status == "ready" and phase == "monitor" and documents != int(count):
                self.problems.append(f"READY with {count} records, and {documents} documents in {name}")
            if phase == "delete" and source and (documents or source["users"] or source["groups"] or source["memberships"]):
                self.problems.append(f"{name} is to be gone and holds {source}")

    def check_objects(self, schema):
        folder = self.folder / "data" / "objects" / "snapshots"
        there = {path.name for path in folder.iterdir()} if folder.exists() else set()
        rows = self.cluster.query(f"SELECT id FROM {schema}.snapshots")
        archived = self.cluster.query(f"SELECT snapshot_id FROM {schema}.archives WHERE snapshot_id IS NOT NULL")
        known = {row[0] for row in rows + archived}
        for name in there - known:
            self.problems.append(f"snapshot {name} belongs to nobody")
        for name in there:
            if not (folder / name / "manifest.json").exists():
                self.problems.append(f"snapshot {name} is half written")

    def check_events(self, schema):
        sent = collections.defaultdict(list)
        for dataset, sequence in self.cluster.query(f"SELECT dataset_id, sequence FROM {schema}.outbox ORDER BY dataset_id, sequence"):
            sent[dataset].append(int(sequence))
        for dataset, sequences in sent.items():
            firsts = list(dict.fromkeys(self.receiver.seen.get(dataset, [])))
            if firsts != sequences:
                self.problems.append(f"events of {dataset} came as {firsts}, not {sequences}")

    def report(self):
        rows = self.cluster.query(
            "SELECT kind || ' ' || status, count(*) FROM dataops_lifecycle.operations GROUP BY 1 ORDER BY 1") or []
        datasets = self.cluster.query("SELECT status, count(*) FROM dataops_lifecycle.datasets GROUP BY 1 ORDER BY 1") or []
        reasons = self.cluster.query(
            "SELECT stage || ' ' || step || ' ' || (failure->>'message'), count(*) FROM dataops_lifecycle.operations WHERE status = 'failed' GROUP BY 1 ORDER BY 2 DESC LIMIT 12") or []
        print(f"blows       {dict(self.blows)}")
        print(f"faults      {dict(sum((collections.Counter(glean.counts) for glean in self.gleans), collections.Counter()))}")
        print(f"accepted    {len(self.accepted)} requests, {dict(self.asked)} asked")
        print(f"operations  {dict(rows)}")
        print(f"datasets    {dict(datasets)}")
        print(f"failed for  {dict(reasons)}")
        print(f"at once     {dict(self.peaks)}")
        print(f"events      {self.receiver.total} received")
        for problem in self.problems:
            print(f"BROKEN      {problem}")
        print("nothing was lost, doubled or left over" if not self.problems else f"{len(self.problems)} invariants do not hold")

    def finish(self):
        for worker in self.workers:
            if worker:
                worker.send_signal(signal.SIGCONT)
                worker.terminate()
        for worker in self.workers:
            if worker:
                try:
                    if worker.wait(timeout=20) != 0:
                        self.problems.append(f"a worker that was asked to end did so with {worker.returncode}")
                except subprocess.TimeoutExpired:
                    self.problems.append("a worker that was asked to end did not")
                    worker.kill()

    def clean(self):
        self.over.set()
        for worker in self.workers:
            if worker and worker.poll() is None:
                worker.kill()
        for sandbox in self.sandboxes:
            sandbox.kill()
        self.cluster.stop()
        if not self.problems or not self.options.keep:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print(f"kept        {self.folder}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--operations", type=int, default=60, help="requested before the first blow")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--no-replica", action="store_true", help="a server without a replica, and no promotions")
    parser.add_argument("--keep", action="store_true", help="keep the folder where something does not hold")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    random.seed(options.seed)
    print(f"torture     seed {options.seed}, {options.rounds} rounds, {options.operations} operations at first", flush=True)
    torture = Torture(options)
    try:
        torture.prepare()
        torture.torture()
        torture.settle()
        torture.replay()
        torture.finish()
        torture.check()
        torture.report()
    finally:
        torture.clean()
    sys.exit(1 if torture.problems else 0)


if __name__ == "__main__":
    main()
