#!/usr/bin/env bash
# A PostgreSQL of one's own in a directory, durable as it comes: fsync and synchronous_commit on. It listens on
# a socket in that directory only, and leaves nothing behind once the directory is gone.
#
#   bash bench/peers/postgres.sh start DIR    prints its address
#   bash bench/peers/postgres.sh stop DIR
#   bash bench/peers/postgres.sh find         looks for one, and installs it where it may
#   bash bench/peers/postgres.sh version
#
# Whatever it is started under it inherits: `taskset --cpu-list 0 bash bench/peers/postgres.sh start DIR`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../scripts/prerequisites.sh"

find_postgres() {
  local folder
  if command -v pg_config >/dev/null; then
    folder=$(pg_config --bindir)
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then BIN=$folder; return 0; fi
  fi
  for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV); do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then BIN=$folder; return 0; fi
  done
  return 1
}

postgres_binaries() {
  find_postgres || install_or_explain 'PostgreSQL, which the peer stores in' postgresql || return 1
  find_postgres || missing 'PostgreSQL, although its package is installed.'
}

# PostgreSQL refuses to run as root.
as_somebody() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  local somebody=nobody
  if id postgres >/dev/null 2>&1; then somebody=postgres; fi
  runuser -u "$somebody" -- "$@"
}

start() {
  postgres_binaries
  local dir=$1
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  if [ "$(id -u)" -eq 0 ]; then
    chown "$(as_somebody id -u)" "$dir"
  fi
  chmod 711 "$dir"
  cd "$dir"
  as_somebody "$BIN/initdb" --pgdata="$dir/data" --auth=trust --username=deskbell --encoding=UTF8 --locale=C >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; return 1; }
  # What its own documentation advises beyond the cautious defaults; nothing of it weakens a commit.
  as_somebody tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 100
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 256MB
wal_buffers = 16MB
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
CONF
  as_somebody "$BIN/pg_ctl" --pgdata="$dir/data" --log="$dir/postgres.log" --wait start >/dev/null ||
    { cat "$dir/postgres.log" >&2; return 1; }
  as_somebody "$BIN/createdb" --host="$dir" --username=deskbell deskbell
  printf 'postgres://deskbell@/deskbell?host=%s\n' "$dir"
}

stop() {
  postgres_binaries
  local dir
  dir=$(cd "$1" && pwd)
  cd "$dir"
  as_somebody "$BIN/pg_ctl" --pgdata="$dir/data" --mode=fast --wait stop >/dev/null
}

version() {
  postgres_binaries
  "$BIN/postgres" --version | sed 's/^postgres (PostgreSQL) //; s/ .*//'
}

case ${1:-} in
  find) postgres_binaries ;;
  version) version ;;
  start | stop) "$1" "${2:?a directory}" ;;
  *) sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
