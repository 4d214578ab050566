#!/usr/bin/env bash
# Is anything lost or seen by the wrong connection while connections move between loops, and what does the check prevent?
#
# usage: takeover.sh [seconds=60]    length of each of the two runs; 1 to 3600
# LOOPS (64), CONNECTIONS (256, moving), JAVA_OPTS. SKIP_BUILD=1: takes the jars that are there.
#
# Two cores. Connections whose both ends write checksummed blocks and both move between loops at random; on the same
# loops, connections that close each other and reopen their fd numbers at once. Then the same with reports delivered by
# fd number alone. Exit code 1 if the first run lost, corrupted, broke or misdelivered anything.
source "$(dirname "$0")/lib.sh"

seconds=${1:-60}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 1 && seconds <= 3600)) || fail "$seconds: expected 1 to 3600 seconds"

need taskset timeout
java=$(find_java)
build

stress() {
  # shellcheck disable=SC2086
  timeout $((seconds + 90)) taskset -c 0,1 "$java" ${JAVA_OPTS:-} --enable-native-access=ALL-UNNAMED \
    -Dloader.main=io.epochgateway.epoll.TakeoverStress -cp "$driver" \
    org.springframework.boot.loader.launch.PropertiesLauncher "$seconds" "${LOOPS:-64}" "${CONNECTIONS:-256}" "$1" \
    2> "$work/stress.log" || { cat "$work/stress.log" >&2; fail "the $1 run did harm, or failed"; }
}

stress checked
stress unchecked
