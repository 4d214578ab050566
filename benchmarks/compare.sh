#!/usr/bin/env bash
# How much CPU, time and memory does a request cost, compared to HAProxy, nginx, Spring Cloud Gateway and Reactor Netty?
#
# usage: compare.sh [-p proxies] [-c connections] [-s sizes] [-l loops] [-k|-n] [-f] [-m maxconn] [-r rounds]
#                   [-t seconds] [-w seconds] [-q rounds] [-- options]
#   -p  which ones, in the first round's order (ours,haproxy,splice,nginx,netty,scg); splice is HAProxy with option
#       splice-response and joins in from 1m on; scg is Spring Cloud Gateway, netty a plain proxy on Reactor Netty
#   -c  client connections (1,32,256)
#   -s  response bytes, as the origin's s= takes them (200,16k,1m)
#   -l  event loops, HAProxy's threads, nginx's processes (1,2)
#   -k  only keep-alive clients; -n only those with a new connection for each request (both)
#   -f  with an access log, forwardfor, statistics and metrics; ours, haproxy and nginx only
#   -m  maxconn of the server, for ours and HAProxy (0: no limit)
#   -r  rounds of each proxy (9)
#   -t  seconds of a round (2)
#   -w  most seconds that a JVM gets until its compilers rest (120)
#   -q  rounds at half load, for the response times; 0 leaves them out (5)
#   after --: more options of the sample application, such as --gateway.global.x=y
# ORIGIN_PORT, ACTUATOR_PORT, GATEWAY_PORT, HAPROXY_PORT, NGINX_PORT, NETTY_PORT, SCG_PORT, SPLICE_PORT: where they
# listen (8000, 8080, 8002 to 8007). JAVA_OPTS: options of the proxies' JVMs. SKIP_BUILD=1: takes the jars that are there.
#
# Everything at once takes hours; -c 32 -s 200 -l 1 -k is the ratio that matters most. Rounds change their order.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/proxies.sh"

proxies=ours,haproxy,splice,nginx,netty,scg connections=1,32,256 sizes=200,16k,1m loop_counts=1,2 modes=keep,new
rounds=9 seconds=2 most_warm_up=120 calm_rounds=5 only_known=ours,haproxy,nginx
while getopts p:c:s:l:knfm:r:t:w:q: option; do
  case $option in
    p) proxies=$OPTARG ;;
    c) connections=$OPTARG ;;
    s) sizes=$OPTARG ;;
    l) loop_counts=$OPTARG ;;
    k) modes=keep ;;
    n) modes=new ;;
    f) features=1 ;;
    m) maxconn=$OPTARG ;;
    r) rounds=$OPTARG ;;
    t) seconds=$OPTARG ;;
    w) most_warm_up=$OPTARG ;;
    q) calm_rounds=$OPTARG ;;
    *) sed -n '4,21s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
IFS=, read -ra proxies <<< "$proxies"
IFS=, read -ra connections <<< "$connections"
IFS=, read -ra sizes <<< "$sizes"
IFS=, read -ra loop_counts <<< "$loop_counts"
IFS=, read -ra modes <<< "$modes"

need haproxy wrk taskset ss awk curl pgrep
# what is asked for and can take part
present=()
for name in "${proxies[@]}"; do
  [[ -n ${port[$name]:-} ]] || fail "-p $name: expected ours, haproxy, splice, nginx, netty or scg"
  if [[ $name == nginx ]] && ! command -v nginx > /dev/null; then
    echo "nginx is not installed: left out" >&2
  elif ((features == 0)) || [[ ,$only_known, == *,$name,* ]]; then
    present+=("$name")
  fi
done
proxies=("${present[@]}")
((${#proxies[@]} > 0)) || fail "no proxy is left to measure"
need_free "$origin_port" "$actuator_port"
java=$(find_java)
build
[[ " ${proxies[*]} " != *" netty "* && " ${proxies[*]} " != *" scg "* ]] || build_peers

# What ratios are to: HAProxy if it takes part.
yardstick=${proxies[0]}
[[ " ${proxies[*]} " != *" haproxy "* ]] || yardstick=haproxy

bytes() { numfmt --from=iec "${1^^}"; }

# Each cell's rounds are lines of $work/rounds, its memory of $work/memory, its response times of $work/calm:
# the cell's name comes first. "<loops>,<keep|new>,<size>,<connections>" is a cell.
measure_cell() {
  local cell=$1 size=$2 count=$3 mode=$4 least=6 round order name
  local here=()
  for name in "${proxies[@]}"; do
    [[ $name == splice ]] && (($(bytes "$size") < 1048576)) || here+=("$name")
  done
  [[ -n ${warm:-} ]] || least=20
  for name in "${here[@]}"; do
    warm_up "$name" $((least < most_warm_up ? least : most_warm_up)) "$most_warm_up" "$count" "$size" "$mode"
  done
  warm=1
  echo
  echo "== $cell"
  printf '%5s  %-8s %11s %11s  %-10s %s\n' round proxy us/request requests/s idle compilers
  order=("${here[@]}")
  for ((round = 1; round <= rounds; round++)); do
    for name in "${order[@]}"; do
      echo "$cell $round $name $(measure "$name" "$seconds" "$count" "$size" "$mode")"
    done
    reverse order
  done | tee -a "$work/rounds" | awk '{
    printf "%5d  %-8s %11s %11s  %-10s %s\n", $2, $3, $4, $5, $7 " " $8 " %", ($6 > 1 ? $6 " %" : ""); fflush() }'
  for name in "${here[@]}"; do echo "$cell $name $(rss_kb "${pid[$name]}")" >> "$work/memory"; done
  ((calm_rounds == 0)) || measure_calm "$cell" "$size" "$count" "$mode"
  awk -v cell="$cell" -v names="${here[*]}" -v yardstick="$yardstick" -f "$root/benchmarks/quantile.awk" \
    -f "$root/benchmarks/cell.awk" "$work/rounds" "$work/memory" "$work/calm"
}

# reverse <array>
reverse() {
  local -n list=$1
  local turned=() item
  for item in "${list[@]}"; do turned=("$item" ${turned[@]+"${turned[@]}"}); done
  list=("${turned[@]}")
}

# Response times at half of what the yardstick can do, or half of what a slower proxy can.
measure_calm() {
  local name half targets=() close=()
  [[ $4 == keep ]] || close=(-H 'Connection: close')
  for name in "${here[@]}"; do
    half=$(awk -v cell="$1" -v name="$name" -v yardstick="$yardstick" -f "$root/benchmarks/quantile.awk" \
      -f "$root/benchmarks/half.awk" "$work/rounds")
    targets+=("$name,$half,$(url "$name" "$2")")
  done
  taskset -c "$load_cores" "$java" -Dloader.main=io.epochgateway.benchmarks.LatencyRounds -cp "$driver" \
    org.springframework.boot.loader.launch.PropertiesLauncher "$calm_rounds" "${targets[@]}" \
    -- -c "$3" -d "$((seconds * 2))" --timeout 5000 "${close[@]}" 2> "$work/calm.log" | sed "s/^/$1 /" >> "$work/calm" \
    || { cat "$work/calm.log" >&2; fail "the response times could not be measured"; }
}

versions
[[ " ${proxies[*]} " != *" nginx "* ]] || echo "nginx    $(nginx -v 2>&1 | sed 's/.*nginx.//')"
[[ -z ${peers:-} ]] || echo "peers    $(unzip -l "$peers" | sed -n -e 's/.*\(spring-cloud-gateway-server-webflux-[0-9.]*\)\.jar/\1/p' \
  -e 's/.*\(reactor-netty-http-[0-9.]*\)\.jar/\1/p' | xargs)"
((features == 0)) || echo "with     httplog, forwardfor, statistics and metrics"
((maxconn == 0)) || echo "maxconn  $maxconn (not nginx, netty, scg)"
echo "load     wrk, $rounds rounds of $seconds s; response times: $calm_rounds rounds of $((seconds * 2)) s at half load"

touch "$work/calm"
for loops in "${loop_counts[@]}"; do
  share_cores
  start_origin
  origin=$started
  unset warm
  for name in "${proxies[@]}"; do
    if [[ $name == ours ]]; then start_proxy ours "$@"; else start_proxy "$name"; fi
  done
  for mode in "${modes[@]}"; do
    for size in "${sizes[@]}"; do
      for count in "${connections[@]}"; do
        measure_cell "$loops,$mode,$size,$count" "$size" "$count" "$mode"
        # what they logged until now
        for name in "${proxies[@]}"; do : > "$work/$name.log"; done
        [[ ! -f $work/nginx.access ]] || : > "$work/nginx.access"
      done
    done
  done
  stop_proxies
  stop "$origin"
done

echo
echo "requests per CPU-second, ours to theirs (median of the rounds)"
awk -v names="${proxies[*]}" -f "$root/benchmarks/quantile.awk" -f "$root/benchmarks/summary.awk" "$work/rounds"
