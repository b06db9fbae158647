# Every verb of the project. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PACKAGES := libsimdjson-dev libzstd-dev zlib1g-dev libpcre2-dev libsqlite3-dev libpq-dev pkg-config
TEST_PACKAGES := python3-venv
PYTHON_CLIENTS := .build/python-clients
DATAOPS := .build/debug/dataops
DATAOPS_RELEASE ?= .build/release/dataops
BENCH := $(CURDIR)/.build/bench
SUITE := $(CURDIR)/.build/json-schema-test-suite
CONTRACTS := $(CURDIR)/.build/contracts
PREFIX ?= /usr/local

# Many suites run programs and servers of their own; more at once than this only makes them wait for each other.
CALM := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4

# apt-get needs root; elsewhere than on Debian the libraries are named and left to you.
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo || true)

.PHONY: fault-matrix postgres fuzz bench bench-memory bench-monitor bench-tools conformance help demo test program build release install format lint docs system-libraries python-clients torture clean

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

demo: program ## Build, then do the main job once: four datasets to READY, search, teardown, archive
	@$(DATAOPS) demo

test: build python-clients postgres ## Build and run all tests: each suite, the operations' once more on PostgreSQL, a little torture
	DATAOPS_PYTHON_CLIENTS="$(CURDIR)/$(PYTHON_CLIENTS)" $(CALM) swift test --skip-build
	DATAOPS_TEST_REGISTRY=postgres $(CALM) swift test --skip-build --filter LifecycleTests
	python3 Tests/Torture/torture.py $(DATAOPS) --rounds 12 --operations 16

program: system-libraries ## Build the program for debugging
	swift build --product dataops

build: system-libraries ## Build everything, tests included, for debugging
	swift build --build-tests

release: system-libraries ## Build the optimised program
	swift build -c release --product dataops

install: release ## Install program and template library below PREFIX (default /usr/local)
	install -d "$(PREFIX)/bin" "$(PREFIX)/share/dataops"
	install -m 755 .build/release/dataops "$(PREFIX)/bin/dataops"
	rm -rf "$(PREFIX)/share/dataops/templates"
	cp -R Templates "$(PREFIX)/share/dataops/templates"

format: ## Format the sources in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check the format of the sources
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

docs: program ## Write the generated reference pages anew
	$(DATAOPS) config --reference > Documentation/Configuration.md
	$(DATAOPS) records rules --output markdown > Documentation/rules-file.md
	$(DATAOPS) records rules --output json-schema > Documentation/rules-file.schema.json

system-libraries: ## Install the C libraries that the build needs, where they are missing
	@if ! pkg-config --exists simdjson libzstd zlib libpcre2-8 sqlite3 libpq 2>/dev/null; then \
	  if command -v apt-get >/dev/null; then \
	    echo "installing $(PACKAGES)"; \
	    $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $(PACKAGES) >/dev/null; \
	  else \
	    echo "please install simdjson, zstd, zlib, pcre2, sqlite3, libpq and pkg-config with your package manager" >&2; exit 1; \
	  fi; \
	fi

python-clients: ## Make the throwaway environments with the official Glean clients
	@if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq $(TEST_PACKAGES) >/dev/null; \
	fi
	@Tests/GleanSandboxTests/Official/make-environments.sh "$(PYTHON_CLIENTS)"

clean: ## Remove everything that was built
	rm -rf .build

fuzz: system-libraries ## Fuzz every target of the record engine for SECONDS each (default 60)
	@for target in $$(ls Fuzz/Corpus); do echo "== $$target"; Fuzz/run.sh $$target $(or $(SECONDS),60) || exit 1; done

postgres: ## Install the PostgreSQL server that the tests start for themselves, where it is missing
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && command -v apt-get >/dev/null; then \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq postgresql-common >/dev/null; \
	  $(SUDO) sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf; \
	  DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq postgresql >/dev/null; \
	fi

fault-matrix: build ## Run every fault at every request of a provision, not a sample of them (half an hour)
	DATAOPS_FAULT_MATRIX=all $(CALM) swift test --skip-build --filter 'A provision with a fault'

torture: build postgres ## Kill workers, leader and registry at ROUNDS random moments, with Glean failing; the same for one process (minutes)
	python3 Tests/Torture/torture.py $(DATAOPS) --rounds $${ROUNDS:-1000} --operations $${OPERATIONS:-60}
	DATAOPS_CRASH_ROUNDS=$${CRASH_ROUNDS:-50} $(CALM) swift test --skip-build --filter 'Killed and started again'

bench: release bench-tools ## Measure the record engine beside its peers (ROUNDS, MESSAGES, PAGES)
	@$(BENCH)/venv/bin/python Benchmarks/bench.py $(DATAOPS_RELEASE) $(BENCH) \
	  --rounds $${ROUNDS:-5} --messages $${MESSAGES:-200000} --pages $${PAGES:-50000}

bench-memory: release bench-tools ## Measure the memory for a million records and a stream of ten million (STREAM)
	@$(BENCH)/venv/bin/python Benchmarks/memory.py $(DATAOPS_RELEASE) $(BENCH) --stream $${STREAM:-10000000}

bench-registry: release bench-tools ## Measure registry and engine beside Procrastinate and pgbench (CALLS, OPERATIONS, TASKS)
	swift build -c release --product registry-bench
	@python3 Benchmarks/registry.py $(DATAOPS_RELEASE) .build/release/registry-bench $(BENCH) \
	  --calls $${CALLS:-2000} --operations $${OPERATIONS:-10000} --tasks $${TASKS:-20000}

bench-monitor: system-libraries ## Measure health rounds over CONNECTORS (10000) on TENANTS (1) by a simulated clock
	swift build -c release --product registry-bench
	@.build/release/registry-bench health-round --connectors $${CONNECTORS:-10000} --tenants $${TENANTS:-1} \
	  --rounds $${ROUNDS:-3}

bench-tools:
	@Benchmarks/prepare.sh $(BENCH)

conformance: build release ## Run the official JSON Schema test suite, as tests and through the program; judge exported contracts
	@Tests/RecordsTests/Conformance/fetch-suite.sh $(SUITE)
	DATAOPS_SCHEMA_SUITE="$(SUITE)" swift test --skip-build --filter 'Conformance to JSON Schema'
	@python3 Tests/RecordsTests/Conformance/judge-by-program.py $(DATAOPS_RELEASE) $(SUITE)
	@[ -x $(CONTRACTS)/bin/python ] || python3 -m venv $(CONTRACTS)
	@$(CONTRACTS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement Tests/Contracts/requirements.txt
	@$(CONTRACTS)/bin/python Tests/Contracts/check-contracts.py $(DATAOPS_RELEASE) Templates
