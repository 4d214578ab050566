#!/usr/bin/env bash
# Is any request lost, doubled or answered with another's bytes while 64 loops share 4 server connections that close at random?
#
# usage: seed.sh [seconds=600]    length of the run; 4 to 86400
# CLIENTS (64), JAVA_OPTS (of the gateway: a fixed heap, so that its memory can be watched)
# GATEWAY_PORT, ACTUATOR_PORT, ORIGIN_PORT: where they listen (8002, 8080, 8000). SKIP_BUILD=1: takes the jars that are there.
#
# Two cores. Every response's bytes follow from its request, a quarter of the requests upload such bytes, the origin closes
# after every other response, and clients reconnect now and then. The gateway's memory and fds are read every second.
# Exit code 1 if a request was harmed, or if memory or fds grew after the first minute (of shorter runs: half).
source "$(dirname "$0")/lib.sh"

seconds=${1:-600}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 4 && seconds <= 86400)) || fail "$seconds: expected 4 to 86400 seconds"
gateway_port=${GATEWAY_PORT:-8002} actuator_port=${ACTUATOR_PORT:-8080} origin_port=${ORIGIN_PORT:-8000}

need curl taskset ss timeout
need_free "$gateway_port" "$actuator_port" "$origin_port"
java=$(find_java)
build

# shellcheck disable=SC2086
start gateway taskset -c 0,1 "$java" ${JAVA_OPTS:--Xms256m -Xmx256m -XX:+AlwaysPreTouch} -jar "$sample" \
  --server.port="$actuator_port" --sample.origin.enabled=false \
  --gateway.listen.p2.bind=127.0.0.1:"$gateway_port" \
  --gateway.listen.p2.server.s1="127.0.0.1:$origin_port maxconn 4"
gateway=$started
await_port gateway "$gateway" "$gateway_port"

versions
timeout $((seconds + 60)) taskset -c 0,1 "$java" -Dloader.main=io.epochgateway.benchmarks.Seed -cp "$driver" \
  org.springframework.boot.loader.launch.PropertiesLauncher \
  "$seconds" "${CLIENTS:-64}" "$gateway_port" "$origin_port" "$gateway" || result=$?
kill -0 "$gateway" 2> /dev/null || { tail -50 "$work/gateway.log" >&2; fail "the gateway has ended"; }
curl -fsS --max-time 10 -H 'Accept: text/plain' "http://127.0.0.1:$actuator_port/actuator/epollcounters" || true
((${result:-0} == 0)) || fail "a request was harmed, or something grew"
