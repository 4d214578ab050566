#!/usr/bin/env bash
# Which stale epoll reports does plain traffic cause, does any client notice, and what does HAProxy count in the same run?
#
# usage: stale-events.sh [seconds=60]    length of each of the four runs; 1 to 3600
# CONNECTIONS (256), ABORT (0.8, share of the second run's requests), URL_PATH (/?s=19k/C=2r), JAVA_OPTS
# GATEWAY_PORT, HAPROXY_PORT, STATS_PORT, ACTUATOR_PORT, ORIGIN_PORT: where they listen (8002, 8003, 8004, 8080, 8000)
# SKIP_BUILD=1: takes the jars that are there.
#
# The sample, its 64 loops and its origin on both cores; clients that see every response to its end, then clients that
# abort by reset and close. Exit code 1 if a client that didn't abort met an error.
source "$(dirname "$0")/lib.sh"

seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 1 && seconds <= 3600)) || fail "$seconds: expected 1 to 3600 seconds"
connections=${CONNECTIONS:-256} abort=${ABORT:-0.8} path=${URL_PATH:-/?s=19k/C=2r}
gateway_port=${GATEWAY_PORT:-8002} haproxy_port=${HAPROXY_PORT:-8003} stats_port=${STATS_PORT:-8004}
actuator_port=${ACTUATOR_PORT:-8080} origin_port=${ORIGIN_PORT:-8000}
counters=http://127.0.0.1:$actuator_port/actuator/epollcounters

need haproxy curl taskset ss awk timeout
need_free "$gateway_port" "$haproxy_port" "$stats_port" "$actuator_port" "$origin_port"
java=$(find_java)
build

cat > "$work/haproxy.cfg" << END
global
    nbthread 64
    stats socket ipv4@127.0.0.1:$stats_port level admin
defaults
    mode http
    timeout client 5s
    timeout server 5s
    timeout connect 5s
listen p2
    bind 127.0.0.1:$haproxy_port
    http-reuse always
    server s1 127.0.0.1:$origin_port maxconn 4
END

# shellcheck disable=SC2086
start gateway taskset -c 0,1 "$java" ${JAVA_OPTS:-} -jar "$sample" --server.port="$actuator_port" \
  --sample.origin.port="$origin_port" --gateway.listen.p2.bind=127.0.0.1:"$gateway_port" \
  --gateway.listen.p2.server.s1="127.0.0.1:$origin_port maxconn 4"
gateway=$started
start haproxy taskset -c 0,1 haproxy -db -f "$work/haproxy.cfg"
haproxy=$started
await_port gateway "$gateway" "$gateway_port"
await_port gateway "$gateway" "$actuator_port"
await_port haproxy "$haproxy" "$haproxy_port"

# haproxy_cli <commands>: the answer; the connection ends with it
haproxy_cli() {
  exec 3<> "/dev/tcp/127.0.0.1/$stats_port"
  echo "$1" >&3
  timeout 5 cat <&3
  exec 3>&-
}

drive() {
  local port=$1
  shift
  echo "LoadDriver -c $connections -d $seconds $* http://127.0.0.1:$port$path"
  timeout $((seconds + 60)) "$java" -jar "$driver" -c "$connections" -d "$seconds" "$@" \
    "http://127.0.0.1:$port$path" > "$work/driver.log" || { cat "$work/driver.log"; fail "the driver failed"; }
  sed -n '/^connections/,$p' "$work/driver.log"
}

gateway_counters() {
  kill -0 "$gateway" 2> /dev/null || { tail -50 "$work/gateway.log" >&2; fail "the gateway has ended"; }
  curl -fsS --max-time 10 -H 'Accept: text/plain' "$counters?all=true" || fail "no counters at $counters"
}

# What the installed HAProxy can tell: its event counters since 3.1, its poller's figures in all versions.
haproxy_counters() {
  local table name
  table=$(haproxy_cli 'expert-mode on; debug counters')
  if [[ $table == *"Unknown command"* ]]; then
    echo "debug counters: not in this version ($(haproxy -v | sed -n '1s/HAProxy version \([^ ]*\).*/\1/p'))"
  else
    grep -E '^Count|epoll report' <<< "$table" || true
  fi
  table=$(haproxy_cli 'show activity')
  for name in poll_io poll_drop_fd poll_skip_fd poll_dead_fd conn_dead fd_takeover; do
    awk -v name="$name:" '$1 == name { print name, $2; seen = 1 } END { if (!seen) print name, "not in this version" }' \
      <<< "$table"
  done
}

versions
noticed=0
echo
echo "== the gateway, clients that read to the end"
drive "$gateway_port" --expect "${EXPECT:-19456}"
noticed=$(awk '$1 == "errors" { print $2 }' "$work/driver.log")
echo "client-visible errors: $noticed; 502: $(sed -n 's/^statuses.*502: \([0-9]*\).*/\1/p' "$work/driver.log" | grep . || echo 0)"
gateway_counters
curl -fsS --max-time 10 -X DELETE "$counters" > /dev/null || fail "the counters can't be reset"

echo
echo "== the gateway, clients that abort $abort of their requests"
drive "$gateway_port" --abort "$abort" --abort-with both --abort-at any
gateway_counters

echo
echo "== HAProxy, clients that read to the end"
drive "$haproxy_port" --expect "${EXPECT:-19456}"
haproxy_counters

echo
echo "== HAProxy, clients that abort $abort of their requests (figures since its start)"
drive "$haproxy_port" --abort "$abort" --abort-with both --abort-at any
haproxy_counters

((noticed == 0)) || fail "$noticed errors met clients of the gateway that didn't abort"
