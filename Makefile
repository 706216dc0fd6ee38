# The few words: `make demo` to see it, `make check` while working, `make test` before sharing.

# What is measured is built for speed unless a profile is named; see PROFILE below.
MEASURED_PROFILE := $(or $(PROFILE),release)
# The cargo profile of the demo's server; `make demo PROFILE=release` builds longer and runs faster.
PROFILE ?= demo
# What `deskbell demo` or `deskbell torture` is told besides: `make demo ARGS="--listen 127.0.0.1:9000"`.
ARGS ?=
# What the long torture run is told.
LONG_TORTURE := --kills 200 --seconds 600
# The same where several nodes are tortured, and what they stand on.
LONG_TORTURE_NODES := --nodes 3 --faults all --fault-count 100 --seconds 600

TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
SERVER := $(TARGET_DIR)/$(patsubst dev,debug,$(PROFILE))/deskbell
# npm leaves this file behind when it has installed what the lock file names.
WEB_INSTALLED := web/node_modules/.package-lock.json
WEB_BUILT := web/node_modules/.deskbell-built
WEB_SOURCES := $(shell find web \( -name node_modules -o -name dist \) -prune -o -type f -print)

.DEFAULT_GOAL := help
.PHONY: help demo check test coverage bench torture torture-nodes web prerequisites

help:
	@echo 'make demo      build Deskbell and show it with a shop, two sides and simulated customers'
	@echo 'make check     the quick checks: formatting, lints, laws, types'
	@echo 'make test      the whole gate, browser journeys included'
	@echo 'make coverage  how much of the code the tests reach'
	@echo 'make bench     Deskbell beside the usual stack, 45 minutes with nothing else running; writes bench/RESULTS.md'
	@echo 'make torture   a server killed 200 times while people write, and whether anything was lost'
	@echo 'make torture-nodes  the same with three nodes, PostgreSQL and Redis, and 100 faults of all kinds'

demo: prerequisites $(WEB_BUILT)
	cargo build --locked --profile $(PROFILE) --package deskbell-server
	@exec $(SERVER) demo $(ARGS)

check: prerequisites $(WEB_INSTALLED)
	cargo fmt --all --check
	cargo xtask tidy
	cargo clippy --locked --workspace --all-targets -- -D warnings
	cd web && npm run typecheck

test:
	@bash scripts/gate.sh

coverage: prerequisites
	@bash scripts/coverage.sh

bench: prerequisites
	@PROFILE=$(MEASURED_PROFILE) bash scripts/bench.sh

torture: prerequisites
	cargo build --locked --profile $(MEASURED_PROFILE) --package deskbell-server
	$(TARGET_DIR)/$(patsubst dev,debug,$(MEASURED_PROFILE))/deskbell torture $(or $(ARGS),$(LONG_TORTURE))

torture-nodes: prerequisites
	cargo build --locked --profile $(MEASURED_PROFILE) --package deskbell-server
	$(TARGET_DIR)/$(patsubst dev,debug,$(MEASURED_PROFILE))/deskbell torture $(or $(ARGS),$(LONG_TORTURE_NODES))

web: prerequisites $(WEB_BUILT)

prerequisites:
	@bash scripts/prerequisites.sh build_tools

$(WEB_INSTALLED): web/package-lock.json | prerequisites
	cd web && npm ci
	@touch $@

$(WEB_BUILT): $(WEB_INSTALLED) $(WEB_SOURCES)
	cd web && npm run build
	@touch $@
