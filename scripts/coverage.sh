#!/usr/bin/env bash
# How much of the product's lines the tests reach. Floors and table: xtask/src/reached.rs.
#
#   make coverage                    runs the Rust tests with every line counted, and shows the table
#   source scripts/coverage.sh       for the gate, whose one build and one test run are the counted ones
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/prerequisites.sh"

COVERAGE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
case ${CARGO_TARGET_DIR:-} in
  '') BUILT_IN=$COVERAGE_ROOT/target ;;
  /*) BUILT_IN=$CARGO_TARGET_DIR ;;
  *) BUILT_IN=$COVERAGE_ROOT/$CARGO_TARGET_DIR ;;
esac
COVERAGE_DIR=$BUILT_IN/coverage

# From here on this workspace's crates are built with their lines counted, and what runs adds to the count.
# Programs of the same build share a few files, however many of them run.
count_lines() {
  export RUSTC_WORKSPACE_WRAPPER=$COVERAGE_ROOT/scripts/counting/rustc
  export LLVM_PROFILE_FILE=$COVERAGE_DIR/raw/%4m.profraw
}

# Builds everything, and names the server among it to the tests that start one.
build_everything() {
  cargo build --locked --workspace --all-targets
  export SERVER_BINARY=$BUILT_IN/debug/deskbell
  [ -x "$SERVER_BINARY" ] || missing "the server at $SERVER_BINARY, although it was built."
}

forget_counts() {
  rm -rf "$COVERAGE_DIR/raw"
  mkdir -p "$COVERAGE_DIR/raw"
}

use_llvm_of() {
  [ -x "$1/llvm-cov" ] && [ -x "$1/llvm-profdata" ] || return 1
  export LLVM_COV=$1/llvm-cov LLVM_PROFDATA=$1/llvm-profdata
}

# Sets LLVM_COV and LLVM_PROFDATA to tools of the compiler's own LLVM: rustup's, else those of the system or of
# a package of the same LLVM, since the format changes from one to the next.
coverage_tools() {
  local of_rust llvm
  of_rust=$(rustc --print target-libdir)/../bin
  llvm=$(rustc --version --verbose | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
  use_llvm_of "$of_rust" && return 0
  if command -v rustup >/dev/null && timeout 300 rustup component add llvm-tools >/dev/null 2>&1; then
    use_llvm_of "$of_rust" && return 0
  fi
  use_llvm_of "/usr/lib/llvm-$llvm/bin" && return 0
  if [ "$llvm" = 22 ] && command -v python3 >/dev/null; then
    # One file, named by its digest: whatever else is served under this name is not used.
    local folder=$COVERAGE_DIR/tools
    if python3 -m pip install --quiet --disable-pip-version-check --target "$folder" --no-deps --only-binary :all: \
      --require-hashes --requirement "$COVERAGE_ROOT/scripts/counting/requirements.txt" >/dev/null 2>&1; then
      use_llvm_of "$folder/llvm/bin" && return 0
    fi
  fi
  missing "llvm-cov and llvm-profdata of LLVM $llvm, which read coverage. Run: rustup component add llvm-tools"
}

coverage_report() {
  coverage_tools
  (cd "$COVERAGE_ROOT" && cargo run --quiet --locked --package xtask -- coverage "$COVERAGE_DIR/raw")
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  cd "$COVERAGE_ROOT"
  engines
  coverage_tools
  count_lines
  build_everything
  forget_counts
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --workspace
  else
    cargo test --locked --workspace --quiet
  fi
  coverage_report
fi
