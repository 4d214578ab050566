#!/usr/bin/env bash
# Does a request cost more where there are many backends, servers or idle connections, and what does each of them cost?
#
# usage: growth.sh [-p proxies] [-b backends] [-i idle] [-r rounds] [-t seconds] [-w seconds]
#   -p  ours, haproxy or both (ours,haproxy)
#   -b  how many backends, then how many servers of one backend (1,100,1000); 0 leaves that part out
#   -i  how many idle client connections (0,1000,10000); - leaves that part out
#   -r  rounds of each (5)
#   -t  seconds of a round (2)
#   -w  most seconds that a JVM gets until its compilers rest (120)
# ORIGIN_PORT, ACTUATOR_PORT, GATEWAY_PORT, HAPROXY_PORT: where they listen (8000, 8080, 8002, 8003). JAVA_OPTS.
# SKIP_BUILD=1: takes the jars that are there.
#
# 200 bytes, 32 keep-alive connections, one loop. All servers are the same origin. The traffic goes to the backend that
# is named last, and to all servers of a backend in turns. Idle connections have carried one request each.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/proxies.sh"

names=ours,haproxy counts=1,100,1000 idle_counts=0,1000,10000 rounds=5 seconds=2 most_warm_up=120 loops=1
while getopts p:b:i:r:t:w: option; do
  case $option in
    p) names=$OPTARG ;;
    b) counts=$OPTARG ;;
    i) idle_counts=$OPTARG ;;
    r) rounds=$OPTARG ;;
    t) seconds=$OPTARG ;;
    w) most_warm_up=$OPTARG ;;
    *) sed -n '4,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
IFS=, read -ra names <<< "$names"
IFS=, read -ra counts <<< "$counts"
IFS=, read -ra idle_counts <<< "$idle_counts"
for name in "${names[@]}"; do
  [[ $name == ours || $name == haproxy ]] || fail "-p $name: expected ours or haproxy"
done
least_files=$((2 * 1000 + 200))
for count in "${idle_counts[@]}"; do
  [[ $count == - ]] || ((count + 200 <= least_files)) || least_files=$((count + 200))
done
ulimit -n "$(ulimit -Hn)"
[[ $(ulimit -n) == unlimited ]] || (($(ulimit -n) >= least_files)) || fail "ulimit -n is below $least_files"

need haproxy wrk taskset ss awk curl pgrep
need_free "$origin_port" "$actuator_port"
java=$(find_java)
build
share_cores
start_origin

# Which configuration the start functions make: backends or servers, and how many of them.
shape=servers grown=1

start_ours() {
  local i
  {
    echo "gateway:"
    echo "  global: { nbthread: $loops }"
    echo "  defaults: { mode: http, http-reuse: always, balance: roundrobin, timeout: { client: 10m, server: 5s, connect: 5s } }"
    echo "  frontend:"
    echo "    www: { bind: \"127.0.0.1:${port[ours]}\", default-backend: b$([[ $shape == backends ]] && echo "$grown" || echo 1) }"
    echo "  backend:"
    if [[ $shape == backends ]]; then
      for ((i = 1; i <= grown; i++)); do echo "    b$i: { server: { s1: \"$server\" } }"; done
    else
      echo "    b1:"
      echo "      server:"
      for ((i = 1; i <= grown; i++)); do echo "        s$i: \"$server\""; done
    fi
  } > "$work/ours.yml"
  # the sample's own proxy isn't wanted here, so its configuration isn't read
  # shellcheck disable=SC2086
  start ours taskset -c "$proxy_cores" "$java" ${JAVA_OPTS:-} -jar "$sample" \
    --spring.config.location="$work/ours.yml" --sample.origin.enabled=false --server.port="$actuator_port"
}

start_haproxy() {
  local i
  {
    echo "global"
    echo "    nbthread $loops"
    echo "    maxconn 30000"
    # it would have two fds for each, and not start with fewer
    echo "    no strict-limits"
    echo "defaults"
    echo "    mode http"
    echo "    http-reuse always"
    echo "    balance roundrobin"
    echo "    maxconn 30000"
    echo "    timeout client 10m"
    echo "    timeout server 5s"
    echo "    timeout connect 5s"
    echo "frontend www"
    echo "    bind 127.0.0.1:${port[haproxy]}"
    echo "    default_backend b$([[ $shape == backends ]] && echo "$grown" || echo 1)"
    if [[ $shape == backends ]]; then
      for ((i = 1; i <= grown; i++)); do printf 'backend b%d\n    server s1 %s\n' "$i" "$server"; done
    else
      echo "backend b1"
      for ((i = 1; i <= grown; i++)); do printf '    server s%d %s\n' "$i" "$server"; done
    fi
  } > "$work/haproxy.cfg"
  start haproxy taskset -c "$proxy_cores" haproxy -db -f "$work/haproxy.cfg"
}

# The median over the rounds of what a request costs, in microseconds.
cost() {
  local round
  for ((round = 1; round <= rounds; round++)); do measure "$1" "$seconds" 32 200 keep; done \
    | awk -f "$root/benchmarks/quantile.awk" -f <(echo '{ v[NR] = $1 } END { printf "%.1f\n", quantile(v, NR, .5) }')
}

versions
echo "load     wrk, 32 connections, 200 bytes, $rounds rounds of $seconds s"

if [[ ${counts[*]} != 0 ]]; then
  echo
  printf '%-10s %6s  %-8s %11s %8s %10s\n' what count proxy us/request RSS_MB start_ms
  for shape in backends servers; do
    for grown in "${counts[@]}"; do
      for name in "${names[@]}"; do
        begun=$(date +%s%N)
        start_proxy "$name"
        begun=$((($(date +%s%N) - begun) / 1000000))
        warm_up "$name" $((most_warm_up < 20 ? most_warm_up : 20)) "$most_warm_up" 32 200 keep
        printf '%-10s %6d  %-8s %11s %8d %10d\n' "$shape" "$grown" "$name" "$(cost "$name")" \
          $(($(rss_kb "${pid[$name]}") / 1024)) "$begun"
        stop_proxies
      done
    done
  done
fi

[[ ${idle_counts[*]} != - ]] || exit 0
shape=servers grown=1
echo
printf '%6s  %-8s %9s %14s %17s %15s\n' idle proxy RSS_MB 'KB/connection' 'CPU ms/s at rest' 'us/request'
for name in "${names[@]}"; do
  start_proxy "$name"
  warm_up "$name" $((most_warm_up < 20 ? most_warm_up : 20)) "$most_warm_up" 32 200 keep
  empty=$(rss_kb "${pid[$name]}")
  for count in "${idle_counts[@]}"; do
    if ((count > 0)); then
      mkfifo "$work/hold"
      start "idle-$count" taskset -c "$load_cores" "$java" -Dloader.main=io.epochgateway.benchmarks.IdleClients \
        -cp "$driver" org.springframework.boot.loader.launch.PropertiesLauncher "$count" "$(url "$name" 200)" < "$work/hold"
      clients=$started
      exec 8> "$work/hold"
      for _ in {1..600}; do grep -q ready "$work/idle-$count.log" && break; sleep 0.1; done
      grep -q ready "$work/idle-$count.log" || { cat "$work/idle-$count.log" >&2; fail "$count connections can't be opened"; }
    fi
    before=$(cpu_ms "${pid[$name]}")
    sleep "$((seconds * 2))"
    rest=$(($(cpu_ms "${pid[$name]}") - before))
    full=$(rss_kb "${pid[$name]}")
    printf '%6d  %-8s %9d %14s %17s %15s\n' "$count" "$name" $((full / 1024)) \
      "$( ((count > 0)) && awk "BEGIN { printf \"%.1f\", ($full - $empty) / $count }" || echo -)" \
      "$(awk "BEGIN { printf \"%.1f\", $rest / ($seconds * 2) }")" "$(cost "$name")"
    if ((count > 0)); then
      exec 8>&-
      stop "$clients"
      rm "$work/hold" "$work/idle-$count.log"
    fi
  done
  stop_proxies
done
