#!/usr/bin/env bash
# The whole gate, in the order in which it fails soonest. Everything Rust is built in one profile with one
# set of features, so that nothing compiles twice. It asks nothing and reads no input.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
# The one build of everything is the one whose lines are counted, and so is everything that runs.
# What tests need besides is found by scripts/prerequisites.sh, which this brings along.
source scripts/coverage.sh
count_lines

step_number=0
step_title=
step_started=0
timings=()

close_step() {
  if [ -n "$step_title" ]; then
    timings+=("$(printf '%5d s  %s' $((SECONDS - step_started)) "$step_title")")
  fi
  step_title=
}

# Runs one step under its heading; the first one to fail ends the gate.
step() {
  close_step
  step_number=$((step_number + 1))
  step_title=$1
  step_started=$SECONDS
  shift
  printf '\n=== %d. %s\n' "$step_number" "$step_title"
  "$@"
}

finish() {
  local code=$?
  if [ "$code" -eq 0 ]; then return; fi
  printf '\nThe gate failed at step %d, "%s", after %d s.\n' "$step_number" "$step_title" "$SECONDS" >&2
}
trap finish EXIT

prerequisites() {
  build_tools
  browser
  engines
  coverage_tools
  printf '%s\n' "$(cargo --version)" "node $(node --version)" "chromium at $CHROMIUM_PATH"
}

web() {
  (cd web && npm run --silent "$1")
}

web_packages() {
  (cd web && npm ci)
}

rust_tests() {
  forget_counts
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --workspace
    cargo test --locked --workspace --doc --quiet
  else
    cargo test --locked --workspace --quiet
  fi
}

# The same scenes over each other store and bus; over SQLite on one node they are among the Rust tests.
scenes_elsewhere() {
  local ground
  for ground in redis postgres postgres,redis; do
    printf 'over %s\n' "$ground"
    if cargo nextest --version >/dev/null 2>&1; then
      SCENES_OVER=$ground cargo nextest run --locked --package deskbell-conformance --test scenarios --test wire
    else
      SCENES_OVER=$ground cargo test --locked --quiet --package deskbell-conformance --test scenarios --test wire
    fi
  done
}

step 'prerequisites' prerequisites
step 'web packages' web_packages
step 'Rust formatting' cargo fmt --all --check
step 'laws of the tree' cargo run --quiet --locked --package xtask -- tidy
step 'types generated from the document' web types:check
step 'types of the web' web typecheck
step 'lints of the web' web lint
step 'tests of the web' web test:counted
step 'web build' web build
step 'size of what a page loads' web size
step 'Rust lints' cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
step 'Rust build' build_everything
step 'Rust tests' rust_tests
step 'scenes over PostgreSQL and Redis' scenes_elsewhere
step 'the client package against the server' web test:real
step 'doors, judged by the official client' web doors
step 'journeys in the browser' web e2e
step 'coverage' coverage_report
if command -v cargo-deny >/dev/null; then
  step 'cargo deny' cargo deny --log-level error check bans licenses sources
fi
close_step

printf '\n'
printf '%s\n' "${timings[@]}"
printf 'The gate passed: %d steps in %d min %d s.\n' "$step_number" $((SECONDS / 60)) $((SECONDS % 60))
