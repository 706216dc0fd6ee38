#!/usr/bin/env bash
# Deskbell, on SQLite and on PostgreSQL, beside the stack a team would otherwise write and beside what the wire
# alone can do, in one run and pinned alike: the server and its database on one core, the load on another. Each run of each scene has a
# server and a database of its own, made for it. Writes bench/RESULTS.md, and ends with a failure where torture
# found anything. Takes about three quarters of an hour and some gigabytes of TMPDIR, which has to be on a disk;
# let nothing else run meanwhile.
#
#   make bench               the true run
#   make bench PROFILE=dev   a few seconds of everything: whether it works, not how fast it is
#
# RUNS=3, SECONDS_EACH=10, SERVER_CPU=0, LOAD_CPU=1, POOL_SIZE= (measured when empty), OUT=bench/RESULTS.md
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
source scripts/prerequisites.sh

PROFILE=${PROFILE:-release}
if [ "$PROFILE" = dev ]; then
  RUNS=${RUNS:-1} SECONDS_EACH=${SECONDS_EACH:-1} FEW=10 MANY=20 RATE=100 IDLE=50 STORM=50 POOLS=(8)
  STORES=20:400,200:4000
  OUT=${OUT:-target/bench/RESULTS.md} QUICK=(--quick) TORTURE=(--kills 2 --seconds 4 --conversations 4)
else
  RUNS=${RUNS:-3} SECONDS_EACH=${SECONDS_EACH:-10} FEW=100 MANY=1000 RATE=1000 IDLE=5000 STORM=2000 POOLS=(8 16 32)
  STORES=100:10000,1000000:10000000
  OUT=${OUT:-bench/RESULTS.md} QUICK=() TORTURE=(--kills 20 --seconds 60)
fi
SERVER_CPU=${SERVER_CPU:-0} LOAD_CPU=${LOAD_CPU:-1} POOL_SIZE=${POOL_SIZE:-}
TARGET=${CARGO_TARGET_DIR:-target}
BIN=$TARGET/${PROFILE/#dev/debug}
SECRET=a-secret-that-only-this-bench-knows
WORK=$(mktemp -d "${TMPDIR:-/tmp}/deskbell-bench-XXXXXX")
# What is in memory is synced in no time, which would be no figure of a disk.
case $(stat -f -c %T "$WORK" 2>/dev/null || echo unknown) in
  tmpfs | ramfs)
    rmdir "$WORK"
    missing "a disk: ${TMPDIR:-/tmp} is in memory. Name a directory on a disk: TMPDIR=/var/tmp make bench"
    ;;
esac
# The database's own account has to reach its directory.
chmod 711 "$WORK"
mkdir "$WORK/json"
# A connection is an open file, on either side.
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true

SERVER_PID= DATABASE_DIR= ADDRESS= URL= serial=0

stop_server() {
  if [ -n "$SERVER_PID" ]; then
    kill "$SERVER_PID" 2>/dev/null || true
    wait "$SERVER_PID" 2>/dev/null || true
    SERVER_PID=
  fi
  if [ -n "$DATABASE_DIR" ]; then
    bash bench/peers/postgres.sh stop "$DATABASE_DIR" || true
    DATABASE_DIR=
  fi
}

# What was measured is kept where something failed.
leave() {
  local code=$?
  stop_server
  if [ "$code" -eq 0 ] || [ -z "$(ls "$WORK/json")" ]; then
    rm -rf "$WORK"
    return
  fi
  find "$WORK" -mindepth 1 -maxdepth 1 ! -name json -exec rm -rf {} +
  echo "What was measured is kept in $WORK/json." >&2
}
trap leave EXIT

# In front of a program, so that it and not a shell around it has the number that is noted.
PINNED=()
if command -v taskset >/dev/null; then
  PINNED=(taskset --cpu-list "$SERVER_CPU")
else
  echo 'There is no taskset here: servers are not pinned to a core, and the report says so.' >&2
fi

# Waits for the ready line of the server that writes to this file, and sets URL.
await_ready() {
  local log=$1 tries
  for tries in $(seq 1 300); do
    URL=$(sed -n 's/^listening on \(http[^ ]*\).*/\1/p' "$log")
    if [ -n "$URL" ]; then return 0; fi
    kill -0 "$SERVER_PID" 2>/dev/null || break
    sleep 0.1
  done
  cat "$log" >&2
  missing "a server that gets ready: $log"
}

# Deskbell over a directory, with whatever else is in its environment.
start_deskbell() {
  DESKBELL_JWT_SECRET=$SECRET DESKBELL_LOG_LEVEL=warn DESKBELL_MESSAGES_PER_MINUTE=0 DESKBELL_EVENTS_PER_SECOND=0 \
    DESKBELL_STARTS_PER_MINUTE=0 DESKBELL_VISITORS_PER_MINUTE=0 \
    exec ${PINNED[@]+"${PINNED[@]}"} "$BIN/deskbell" serve --listen 127.0.0.1:0 --data-dir "$1"
}

# Starts a PostgreSQL in a directory, on the core of the server that will use it, and sets ADDRESS.
start_database() {
  DATABASE_DIR=$1
  ADDRESS=$(${PINNED[@]+"${PINNED[@]}"} bash bench/peers/postgres.sh start "$1")
}

# Starts one of the four in a fresh directory. What it prints goes to a file in there.
start_server() {
  serial=$((serial + 1))
  local dir=$WORK/$serial log=$WORK/$serial.log pool=${2:-$POOL_SIZE}
  mkdir -m 755 "$dir"
  : >"$log"
  case $1 in
    deskbell) start_deskbell "$dir" >"$log" 2>&1 & ;;
    postgres)
      start_database "$dir"
      DESKBELL_DATABASE_URL=$ADDRESS start_deskbell "$dir/deskbell" >"$log" 2>&1 &
      ;;
    node)
      start_database "$dir"
      DATABASE_URL=$ADDRESS JWT_SECRET=$SECRET POOL_SIZE=$pool NODE_ENV=production \
        ${PINNED[@]+"${PINNED[@]}"} node bench/peers/node/src/main.js >"$log" 2>&1 &
      ;;
    wire)
      JWT_SECRET=$SECRET ${PINNED[@]+"${PINNED[@]}"} "$BIN/deskbell-peer-wire" >"$log" 2>&1 &
      ;;
  esac
  SERVER_PID=$!
  await_ready "$log"
}

# Measures the server that runs: what, at which size, into which file.
measure() {
  local file=$1
  shift
  timeout 600 "$BIN/deskbell" bench "$@" --runs 1 --url "$URL" --secret "$SECRET" --pid "$SERVER_PID" \
    --load-cpu "$LOAD_CPU" --json "$file" >/dev/null 2>"$file.log" || { cat "$file.log" >&2; return 1; }
}

build() {
  build_tools
  bash bench/peers/postgres.sh find
  (cd bench/peers/node && npm ci --silent)
  cargo build --locked --profile "$PROFILE" --package deskbell-server --package deskbell-peer-wire
}

check() {
  local server
  for server in deskbell postgres node wire; do
    start_server "$server" "${POOLS[0]}"
    node bench/peers/node/check.js "$URL" "$SECRET"
    stop_server
  done
}

# The peer gets the number of database connections with which it is fastest here.
choose_pool() {
  if [ -n "$POOL_SIZE" ]; then return 0; fi
  local pool rate best=0
  for pool in "${POOLS[@]}"; do
    start_server node "$pool"
    measure "$WORK/pool.json" closed --conversations "$FEW" --seconds "$((SECONDS_EACH / 3 + 1))"
    stop_server
    rate=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).outcomes[0].figures.messages_per_second.median | 0' "$WORK/pool.json")
    printf '  %s connections: %s messages/s\n' "$pool" "$rate"
    if [ "$rate" -gt "$best" ]; then best=$rate POOL_SIZE=$pool; fi
  done
}

scene() {
  local name=$1 run server
  shift
  for run in $(seq 1 "$RUNS"); do
    for server in deskbell postgres node wire; do
      printf '  %s, run %s of %s: %s\n' "$name" "$run" "$RUNS" "$server"
      start_server "$server"
      measure "$WORK/json/$server.$name.$run.json" "$@"
      stop_server
    done
  done
}

# Of what is measured, not of what is there when it has been.
COMMIT=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
echo '=== building'
build
echo '=== whether all of them speak what is measured'
check
echo '=== how many database connections the peer is fastest with'
choose_pool
echo '=== side by side'
scene closed-few closed --conversations "$FEW" --seconds "$SECONDS_EACH"
scene closed-many closed --conversations "$MANY" --seconds "$SECONDS_EACH"
scene open open --conversations "$MANY" --rate "$RATE" --seconds "$SECONDS_EACH"
scene idle idle --idle "$IDLE"
scene storm storm --storm "$STORM"
echo '=== Deskbell alone'
timeout 7200 "$BIN/deskbell" bench ${QUICK[@]+"${QUICK[@]}"} --stores "$STORES" --runs "$RUNS" --seconds "$SECONDS_EACH" \
  --disk "$WORK" --server-cpu "$SERVER_CPU" --load-cpu "$LOAD_CPU" \
  --json "$WORK/json/alone.json" --plots "$(dirname "$OUT")/plots"
echo '=== killed over and over'
# Whatever comes of it stands in the report.
timeout 600 "$BIN/deskbell" torture "${TORTURE[@]}" --json >"$WORK/json/torture.json" ||
  echo 'It did not end well: see the report.' >&2
mkdir -p "$(dirname "$OUT")"
kept=0
FEW=$FEW MANY=$MANY RATE=$RATE IDLE=$IDLE STORM=$STORM RUNS=$RUNS SECONDS_EACH=$SECONDS_EACH POOL_SIZE=$POOL_SIZE \
  PROFILE=$PROFILE COMMIT=$COMMIT COMPILER=$(rustc --version) POSTGRES=$(bash bench/peers/postgres.sh version) \
  PINNED=${PINNED[*]+yes} node bench/report.js "$WORK/json" "$OUT" || kept=$?
echo "written: $OUT"
exit "$kept"
