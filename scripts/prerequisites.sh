#!/usr/bin/env bash
# Finds the tools that building and testing need, installs the missing ones where it may without asking,
# and otherwise says in one sentence what to do.
#
#   bash scripts/prerequisites.sh build_tools    what `make demo` needs
#   source scripts/prerequisites.sh              to call build_tools, browser and engines from another script

# Vite runs on nothing older.
NODE_MAJOR=20 NODE_MINOR=19

missing() {
  printf 'missing: %s\n' "$1" >&2
  return 1
}

# Runs something as root, where that needs no password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs Debian packages when that needs no password; the first argument says what they are for.
install_or_explain() {
  local purpose=$1
  shift
  if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    as_root apt-get update -qq &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" &&
      return 0
  fi
  missing "$purpose. On Debian and Ubuntu: sudo apt-get update && sudo apt-get install -y $*"
}

rust() {
  if ! command -v cargo >/dev/null && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH="$HOME/.cargo/bin:$PATH"; fi
  command -v cargo >/dev/null || missing 'Rust. Install it from https://rustup.rs and open a new shell.'
}

c_compiler() {
  command -v cc >/dev/null || install_or_explain 'a C compiler, which SQLite is built with' gcc libc6-dev
}

node_and_npm() {
  local wanted="Node.js $NODE_MAJOR.$NODE_MINOR or newer"
  local source='Install it from https://nodejs.org or by your system.'
  command -v node >/dev/null || { missing "$wanted. $source"; return 1; }
  command -v npm >/dev/null || { missing "npm, which comes with Node.js. $source"; return 1; }
  local major minor
  IFS=. read -r major minor _ <<<"$(node -p process.versions.node)"
  if [ "$major" -lt "$NODE_MAJOR" ] || { [ "$major" -eq "$NODE_MAJOR" ] && [ "$minor" -lt "$NODE_MINOR" ]; }; then
    missing "$wanted; this is $(node --version). $source"
  fi
}

build_tools() {
  rust && c_compiler && node_and_npm
}

find_browser() {
  local candidate
  for candidate in chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' /Applications/Chromium.app/Contents/MacOS/Chromium; do
    if command -v "$candidate"; then return 0; fi
  done
  return 1
}

# Sets CHROMIUM_PATH to a Chromium, keeping one that is already named there.
browser() {
  if [ -z "${CHROMIUM_PATH:-}" ]; then
    find_browser >/dev/null ||
      install_or_explain 'Chromium, which the browser journeys drive' chromium fonts-liberation || return 1
    CHROMIUM_PATH=$(find_browser) || { missing 'Chromium, although its package is installed.'; return 1; }
  fi
  [ -x "$CHROMIUM_PATH" ] || { missing "Chromium at CHROMIUM_PATH=$CHROMIUM_PATH."; return 1; }
  export CHROMIUM_PATH
}

# Whether the servers that tests start are here; they look in the same places (crates/engines/src/programs.rs).
engines_are_here() {
  local folder program found
  for program in initdb redis-server haproxy openssl; do
    found=
    for folder in "${POSTGRES_BIN:-/nowhere}" /usr/lib/postgresql/*/bin ${PATH//:/ } /usr/sbin /usr/local/sbin /opt/homebrew/bin; do
      if [ -x "$folder/$program" ]; then found=yes; fi
    done
    [ -n "$found" ] || return 1
  done
}

# PostgreSQL, Redis and HAProxy, which the tests of several nodes start by themselves. Debian would start them as
# services too: PostgreSQL is told not to, and a service that cannot start fails nothing as long as its program is here.
engines() {
  engines_are_here && return 0
  if [ ! -e /etc/postgresql-common/createcluster.conf ] && command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  install_or_explain 'PostgreSQL, Redis and HAProxy, which tests of several nodes start' \
    postgresql redis-server haproxy openssl faketime || engines_are_here
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  for tool in "$@"; do "$tool"; done
fi
