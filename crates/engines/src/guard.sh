# Starts a server when it is told to, and ends it when whoever told it is gone.
#
# Its standard input is held by that process alone, so it ends with it: also when it is killed without a word.
# $1 is the directory that goes with the server, $2 the signal by which the server ends at once and in order;
# the rest is what to run.
directory=$1
signal=$2
shift 2
server=

# When that process is gone and the server is frozen, the system sends SIGHUP to the group of both.
trap : HUP INT TERM

while read -r word; do
  case $word in
    start)
      "$@" </dev/null >>"$directory/log" 2>&1 &
      server=$!
      printf '%s\n' "$server"
      ;;
    wait)
      wait "$server"
      server=
      printf 'ended\n'
      ;;
  esac
done

if [ -n "$server" ]; then
  # What is frozen hears no other signal.
  kill -CONT "$server" $(cat "/proc/$server/task/$server/children" 2>/dev/null) 2>/dev/null
  kill "-$signal" "$server" 2>/dev/null
  while kill -0 "$server" 2>/dev/null; do wait "$server"; done
fi
# PostgreSQL that was killed leaves a piece of shared memory, which the system would keep until it restarts.
if [ -f "$directory/data/postmaster.pid" ]; then
  set -- $(sed -n 7p "$directory/data/postmaster.pid")
  [ -z "$2" ] || ipcrm -m "$2" 2>/dev/null
fi
# Its last children may be writing still.
for try in 1 2 3 4 5; do
  rm -rf "$directory" 2>/dev/null && break
  sleep 1
done
