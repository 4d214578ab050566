#!/usr/bin/env bash
# What do clients notice when one server is killed and another one freezes, and when are they DOWN and UP again, as with HAProxy?
#
# usage: failover.sh [seconds=60]    length of the run; 15 to 3600
# CLIENTS (200, of each proxy), ORIGIN_PORT (8021, and the two after it), ACTUATOR_PORT (8080), JAVA_OPTS. The proxies: 8031
# and 8032 ours, 8033 and 8034 HAProxy. SKIP_BUILD=1: takes the jars that are there.
#
# Ours and HAProxy stand side by side in front of the same three servers, all at the same time, each twice: `plain` tries
# again what could not connect, `again` also what got no answer. At a third of the run s1 gets SIGKILL and s2 SIGSTOP, at
# two thirds s1 is started again and s2 gets SIGCONT. Printed: what clients met, by the servers' fate and state (`show stat`)
# when they sent the request; the time to each change of a state; and how the proxies' logs account for it, by server,
# status and termination state. Exit code 1 if with ours a client met what the killed server can't excuse: a request that
# wasn't on it already, or anything at all of `again`.
source "$(dirname "$0")/lib.sh"

seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 15 && seconds <= 3600)) || fail "$seconds: expected 15 to 3600 seconds"
clients=${CLIENTS:-200} origin_port=${ORIGIN_PORT:-8021} actuator_port=${ACTUATOR_PORT:-8080}

need haproxy ss awk
need_free "$origin_port" $((origin_port + 1)) $((origin_port + 2)) "$actuator_port" 8031 8032 8033 8034
java=$(find_java)
build
launcher=org.springframework.boot.loader.launch.PropertiesLauncher

# start_origin <1|2|3>: its pid in $started
start_origin() {
  local port=$((origin_port + $1 - 1))
  start "origin$1" "$java" -Xmx64m -XX:+UseSerialGC -Dloader.main=io.epochgateway.sample.origin.Origin -cp "$sample" "$launcher" "$port" 1
  await_port "origin$1" "$started" "$port"
}
start_origin 1
killed=$started
start_origin 2
stopped=$started
start_origin 3

# ours <name> <port> [properties]
ours() {
  echo "    $1:"
  printf '      %s\n' "bind: 127.0.0.1:$2" "balance: roundrobin" "retries: 3" "option: { httpchk: GET /, redispatch: true, httplog: true, dontlog-normal: true }" \
    "default-server: check inter 1s fall 3 rise 2" "${@:3}" "server:"
  for i in 0 1 2; do echo "        s$((i + 1)): 127.0.0.1:$((origin_port + i))"; done
}
{
  echo "gateway:"
  echo "  global: { nbthread: 2, stats: { socket: $work/ours.sock } }"
  echo "  defaults: { mode: http, timeout: { client: 5s, server: 5s, connect: 5s } }"
  echo "  listen:"
  ours plain 8031
  ours again 8032 "retry-on: conn-failure empty-response response-timeout"
} > "$work/ours.yml"

# theirs <name> <port> [line]
theirs() {
  echo "listen $1"
  printf '    %s\n' "bind 127.0.0.1:$2" "balance roundrobin" "retries 3" "option httpchk GET /" "option redispatch" "option httplog" "option dontlog-normal" "log global" \
    "default-server check inter 1s fall 3 rise 2" "${@:3}"
  for i in 0 1 2; do echo "    server s$((i + 1)) 127.0.0.1:$((origin_port + i))"; done
}
{
  printf '%s\n' "global" "    nbthread 2" "    log stdout format raw daemon" "    stats socket $work/haproxy.sock" \
    "defaults" "    mode http" "    timeout client 5s" "    timeout server 5s" "    timeout connect 5s"
  theirs plain 8033
  theirs again 8034 "retry-on conn-failure empty-response response-timeout"
} > "$work/haproxy.cfg"

# shellcheck disable=SC2086
start ours "$java" ${JAVA_OPTS:-} -jar "$sample" --spring.config.location="$work/ours.yml" --logging.pattern.console=%m%n \
  --sample.origin.enabled=false --server.port="$actuator_port"
await_port ours "$started" 8032
start haproxy haproxy -db -f "$work/haproxy.cfg"
await_port haproxy "$started" 8034
versions

mkfifo "$work/events" "$work/report"
"$java" -Dloader.main=io.epochgateway.benchmarks.Failover -cp "$driver" "$launcher" "$clients" \
  "ours, plain=8031,plain,$work/ours.sock" "HAProxy, plain=8033,plain,$work/haproxy.sock" \
  "ours, again=8032,again,$work/ours.sock" "HAProxy, again=8034,again,$work/haproxy.sock" \
  < "$work/events" > "$work/report" 2>> "$work/load.log" &
pids+=($!)
exec 7> "$work/events" 8< "$work/report"
read -r -t 60 _ <&8 || { cat "$work/load.log" >&2; fail "the load did not start"; }

sleep $((seconds / 3))
kill -STOP "$stopped"
echo "stopped s2" >&7
kill -KILL "$killed"
# until then it may still take requests with it
wait "$killed" 2> /dev/null || true
echo "killed s1" >&7
forget "$killed"
sleep $((seconds / 3))
kill -CONT "$stopped"
echo "continued s2" >&7
# without the pipe, whose end would not come as long as this process has it
start_origin 1 7>&- 8<&-
echo "started s1" >&7
sleep $((seconds / 3))
exec 7>&-
cat <&8

# accounts <name of the log>: how many lines, proxy and server, status and termination state of what is worth a line
accounts() {
  awk '$4 ~ /^(plain|again)\/(s[1-3]|<NOSRV>)$/ { count[$4 " " $6 " " $10]++ } END { for (what in count) print "  " count[what], what }' \
    "$work/$1.log" | sort -k2
}
for name in ours haproxy; do
  echo "$name logs:"
  accounts "$name"
done
# what can't be excused: what did not reach the killed server, and any error where the request may be sent again
if accounts ours | awk '($2 == "plain/s1" && $4 ~ /^.C/) || $2 ~ /NOSRV/ || ($2 ~ /^again/ && $3 != 200) { bad = 1 } END { exit !bad }'; then
  fail "a client met what it should not have"
fi
