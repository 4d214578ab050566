# What the scripts of this directory share: building, starting, waiting, stopping. Sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
pids=()

# stop <pid>: ends it, by force after 5 s
stop() {
  kill "$1" 2> /dev/null || return 0
  for _ in {1..50}; do kill -0 "$1" 2> /dev/null || break; sleep 0.1; done
  kill -KILL "$1" 2> /dev/null || true
  wait "$1" 2> /dev/null || true
  forget "$1"
}

# forget <pid>: it has ended, so its number may be another's from now on
forget() {
  local left=() pid
  for pid in "${pids[@]}"; do [[ $pid == "$1" ]] || left+=("$pid"); done
  pids=(${left[@]+"${left[@]}"})
}

# Stops what was started here, whatever the reason of the end.
finish() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  for pid in "${pids[@]}"; do
    for _ in {1..50}; do kill -0 "$pid" 2> /dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2> /dev/null || true
  done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() { echo "$(basename "$0"): $*" >&2; exit 1; }

need() { local tool; for tool; do command -v "$tool" > /dev/null || fail "$tool is not installed"; done; }

need_free() {
  local port taken
  for port; do
    taken=$(ss -Hltnp "sport = :$port")
    [[ -z $taken ]] || fail "port $port is taken: $(sed -n '1s/.*users:((\([^,]*,pid=[0-9]*\).*/\1/p' <<< "$taken")"
  done
}

# Java 25 or newer: JAVA_HOME, else the one on the path, else the newest under /usr/lib/jvm.
find_java() {
  local candidate version
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
    $(ls -d /usr/lib/jvm/*/bin/java 2> /dev/null | sort -Vr); do
    [[ -x $candidate ]] || continue
    version=$("$candidate" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    if ((${version:-0} >= 25)); then
      echo "$candidate"
      return
    fi
  done
  fail "no JDK 25 found; set JAVA_HOME"
}

# The jars, built unless SKIP_BUILD=1 takes those that are there.
build() {
  [[ ${SKIP_BUILD:-0} == 1 ]] || (cd "$root" && mvn -q -B -pl sample-app,benchmarks -am package -DskipTests) \
    || fail "the build failed"
  sample=$(ls "$root"/sample-app/target/sample-app-*.jar 2> /dev/null | grep -v -e sources -e javadoc | head -1)
  driver=$(ls "$root"/benchmarks/target/benchmarks-*-exec.jar 2> /dev/null | head -1)
  [[ -n $sample && -n $driver ]] || fail "no jars in sample-app/target and benchmarks/target: run without SKIP_BUILD"
}

# The jar of the other proxies on the JVM, built unless SKIP_BUILD=1 takes the one that is there.
build_peers() {
  [[ ${SKIP_BUILD:-0} == 1 ]] || (cd "$root" && mvn -q -B -Ppeers -pl benchmarks/peers package) \
    || fail "the build of benchmarks/peers failed"
  peers=$(ls "$root"/benchmarks/peers/target/benchmark-peers-*.jar 2> /dev/null | head -1)
  [[ -n $peers ]] || fail "no jar in benchmarks/peers/target: run without SKIP_BUILD"
}

# start <name> <command...>: in the background, output appended to $work/<name>.log, its pid in $started
start() {
  local name=$1
  shift
  "$@" >> "$work/$name.log" 2>&1 &
  started=$!
  pids+=("$started")
}

# await_port <name> <pid> <port>: until the process listens; at most 60 s
await_port() {
  for _ in {1..600}; do
    [[ -z $(ss -Hltn "sport = :$3") ]] || return 0
    kill -0 "$2" 2> /dev/null || { cat "$work/$1.log" >&2; fail "$1 has ended before it listened on port $3"; }
    sleep 0.1
  done
  cat "$work/$1.log" >&2
  fail "$1 does not listen on port $3 after 60 s"
}

versions() {
  echo "Linux    $(uname -r) $(uname -m), $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
  echo "JDK      $("$java" -version 2>&1 | sed -n 2p)"
  echo "HAProxy  $(haproxy -v | sed -n '1s/HAProxy version \([^ ]*\).*/\1/p')"
}
