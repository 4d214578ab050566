#!/usr/bin/env bash
# Do a real PostgreSQL and a real Redis work through the gateway in mode tcp, copied and spliced, without an error?
#
# usage: databases.sh [seconds=60]    length of each run; 2 to 3600
# POSTGRES_PORT, REDIS_PORT, ACTUATOR_PORT (15432, 16379, 8080): where the servers listen; the gateway: 25432 and 26379,
# spliced 35432 and 36379. JAVA_OPTS. SKIP_BUILD=1: takes the jars that are there.
#
# PostgreSQL runs as the user postgres, or as the present one if that isn't root, with data of its own that are removed
# afterwards. pgbench with 8 clients, as it is and with a new connection for each transaction, then large results; then
# redis-benchmark with 50 clients, small values and values of 256 kB. Exit code 1 at the first error.
source "$(dirname "$0")/lib.sh"

seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 2 && seconds <= 3600)) || fail "$seconds: expected 2 to 3600 seconds"
postgres_port=${POSTGRES_PORT:-15432} redis_port=${REDIS_PORT:-16379} actuator_port=${ACTUATOR_PORT:-8080}

postgres=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -1)
[[ -n $postgres ]] || fail "PostgreSQL is not installed"
need redis-server redis-benchmark ss timeout
need_free "$postgres_port" "$redis_port" "$actuator_port" 25432 26379 35432 36379
java=$(find_java)
build

# in the place of this process, so that a signal reaches it
as_postgres() {
  if [[ $(id -u) == 0 ]]; then exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else exec "$@"; fi
}

data=$(as_postgres mktemp -d)
# after finish has stopped the server
trap 'finish; rm -rf "$data"' EXIT
(as_postgres "$postgres/initdb" -D "$data/db" -A trust -U postgres) > "$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2; fail "initdb failed"; }
start postgres as_postgres "$postgres/postgres" -D "$data/db" -p "$postgres_port" -k "$data" -c listen_addresses=127.0.0.1 \
  -c fsync=off
await_port postgres "$started" "$postgres_port"
start redis redis-server --port "$redis_port" --bind 127.0.0.1 --save "" --dir "$work"
await_port redis "$started" "$redis_port"

cat > "$work/ours.yml" << END
gateway:
  global: { nbthread: 2 }
  defaults: { mode: tcp, timeout: { client: 1m, server: 1m, connect: 5s } }
  listen:
    postgres: { bind: "127.0.0.1:25432", server: { s1: "127.0.0.1:$postgres_port" } }
    redis: { bind: "127.0.0.1:26379", server: { s1: "127.0.0.1:$redis_port" } }
    postgres-spliced: { bind: "127.0.0.1:35432", option: [splice-request, splice-response], server: { s1: "127.0.0.1:$postgres_port" } }
    redis-spliced: { bind: "127.0.0.1:36379", option: splice-auto, server: { s1: "127.0.0.1:$redis_port" } }
END
# shellcheck disable=SC2086
start gateway "$java" ${JAVA_OPTS:-} -jar "$sample" --spring.config.location="$work/ours.yml" \
  --sample.origin.enabled=false --server.port="$actuator_port"
gateway=$started
await_port gateway "$gateway" 36379

# run <name> <command...>: fails with it, or if it talks of an error
run() {
  local name=$1
  shift
  timeout $((seconds + 120)) "$@" > "$work/run.log" 2>&1 || { cat "$work/run.log" >&2; fail "$name failed"; }
  if grep -iE 'error|abort|fail|reset by peer' "$work/run.log" | grep -v 'failed transactions: 0'; then
    fail "$name met an error"
  fi
  kill -0 "$gateway" 2> /dev/null || { tail -50 "$work/gateway.log" >&2; fail "the gateway has ended"; }
  echo "$name: $(grep -oE 'tps = [0-9.]+|[A-Z]+: [0-9.]+ requests per second' "$work/run.log" | xargs)"
}

echo "SELECT repeat('x', 1000000) FROM generate_series(1, 4);" > "$work/large.sql"
for port in 25432 35432; do
  how=$([[ $port == 25432 ]] && echo copied || echo spliced)
  bench=("$postgres/pgbench" -h 127.0.0.1 -p "$port" -U postgres -c 8 -T "$seconds")
  run "pgbench, filling, $how" "$postgres/pgbench" -h 127.0.0.1 -p "$port" -U postgres -i -q postgres
  run "pgbench, $how" "${bench[@]}" postgres
  run "pgbench, a connection for each transaction, $how" "${bench[@]}" -C -S postgres
  run "pgbench, large results, $how" "${bench[@]}" -n -f "$work/large.sql" postgres
done
# as many requests as take about that time
for port in 26379 36379; do
  how=$([[ $port == 26379 ]] && echo copied || echo spliced)
  run "redis-benchmark, $how" redis-benchmark -h 127.0.0.1 -p "$port" -c 50 -n $((seconds * 20000)) -q -t set,get
  run "redis-benchmark, 256 kB, $how" redis-benchmark -h 127.0.0.1 -p "$port" -c 8 -d 262144 -n $((seconds * 1000)) -q -t set,get
done
