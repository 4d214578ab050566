#!/usr/bin/env bash
# What does our epoll handler cost to Netty's own, in CPU and system calls, and how often does the gateway call epoll_ctl?
#
# usage: echo.sh [-r rounds] [-t milliseconds] [-c connections] [-s bytes] [-b batch] [-w seconds]
#   -r  rounds of both handlers, in turns (61)
#   -t  length of a slice (500)
#   -c  connections (256)
#   -s  bytes of a message (64)
#   -b  most reports a handler takes at once, the same for both (200; 4096 is Netty's default)
#   -w  seconds of wrk on the sample; 0 leaves that part out (10)
# ORIGIN_PORT, ACTUATOR_PORT, GATEWAY_PORT: where the sample listens (8000, 8080, 8002). JAVA_OPTS.
# SKIP_BUILD=1: takes the jars that are there.
#
# Both handlers in one process, one loop each; CPU is that of the loop's thread. Calls are counted by strace afterwards,
# since it costs more than what it watches. Only ratios mean something on a busy machine.
source "$(dirname "$0")/lib.sh"

rounds=61 millis=500 connections=256 bytes=64 batch=200 wrk_seconds=10
while getopts r:t:c:s:b:w: option; do
  case $option in
    r) rounds=$OPTARG ;;
    t) millis=$OPTARG ;;
    c) connections=$OPTARG ;;
    s) bytes=$OPTARG ;;
    b) batch=$OPTARG ;;
    w) wrk_seconds=$OPTARG ;;
    *) sed -n '4,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done

java=$(find_java)
build

# shellcheck disable=SC2086
"$java" ${JAVA_OPTS:-} --enable-native-access=ALL-UNNAMED \
  -Dloader.main=io.epochgateway.benchmarks.EchoComparison -cp "$driver" \
  org.springframework.boot.loader.launch.PropertiesLauncher "$rounds" "$millis" "$connections" "$bytes" "$batch" \
  2> "$work/echo.log" || { cat "$work/echo.log" >&2; fail "the comparison failed"; }

((wrk_seconds > 0)) || exit 0
if ! command -v strace > /dev/null || ! command -v wrk > /dev/null; then
  echo "epoll_ctl per proxied request: skipped, strace or wrk is not installed"
  exit 0
fi

origin_port=${ORIGIN_PORT:-8000} actuator_port=${ACTUATOR_PORT:-8080} gateway_port=${GATEWAY_PORT:-8002}
need curl ss awk taskset timeout
need_free "$origin_port" "$actuator_port" "$gateway_port"

# The origin is a process of its own: its loops are not the gateway's.
start origin "$java" -Dloader.main=io.epochgateway.sample.origin.Origin -cp "$sample" \
  org.springframework.boot.loader.launch.PropertiesLauncher "$origin_port" 1
await_port origin "$started" "$origin_port"
# shellcheck disable=SC2086
start gateway taskset -c 0 "$java" ${JAVA_OPTS:-} -jar "$sample" --sample.origin.enabled=false \
  --server.port="$actuator_port" --gateway.global.nbthread=1 \
  --gateway.listen.p2.bind=127.0.0.1:"$gateway_port" --gateway.listen.p2.server.s1="127.0.0.1:$origin_port"
gateway=$started
await_port gateway "$gateway" "$gateway_port"

load() { wrk -t 1 -c 32 -d "$1s" --timeout 5s "http://127.0.0.1:$gateway_port/?s=200"; }

load "$wrk_seconds" > /dev/null
strace -c -f -o "$work/strace.txt" -p "$gateway" 2> "$work/strace.log" &
tracer=$!
pids+=("$tracer")
for _ in {1..100}; do
  grep -q attached "$work/strace.log" && break
  kill -0 "$tracer" 2> /dev/null || { cat "$work/strace.log"; echo "epoll_ctl per request: skipped, no strace here"; exit 0; }
  sleep 0.1
done
load "$wrk_seconds" > "$work/wrk.log"
kill -INT "$tracer"
wait "$tracer" 2> /dev/null || true

requests=$(awk '$2 == "requests" { print $1 }' "$work/wrk.log")
echo
echo "the sample under wrk, 32 keep-alive connections, $requests requests; system calls of all its threads"
awk 'NR <= 2 || $4 > 100' "$work/strace.txt"
awk -v requests="$requests" '$NF == "epoll_ctl" { calls = $4 }
  END { printf "epoll_ctl per proxied keep-alive request: %.4f (%d calls)\n", calls / requests, calls }' "$work/strace.txt"
