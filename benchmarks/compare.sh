#!/usr/bin/env bash
# How much CPU does the gateway spend on a request, compared to HAProxy and nginx in the same minutes on this machine?
#
# usage: compare.sh [-s size] [-c connections] [-l loops] [-m maxconn] [-r rounds] [-w warm-up] [-t seconds] [-- options]
#   -s  response bytes, as the origin's s= takes them (200)
#   -c  keep-alive client connections (32)
#   -l  event loops of the gateway, threads of HAProxy, processes of nginx (1)
#   -m  maxconn of the server, for the gateway and HAProxy; 0 for no limit (4, as in the sample)
#   -r  rounds of each proxy, at least 5 (9)
#   -w  seconds of the same load before the first round (25)
#   -t  seconds of a round (2)
#   after --: more options of the sample application, such as --gateway.global.x=y
# ORIGIN_PORT, ACTUATOR_PORT, GATEWAY_PORT, HAPROXY_PORT, NGINX_PORT: where they listen (8000, 8080, 8002, 8003, 8004).
# JAVA_OPTS: options of the gateway's JVM. SKIP_BUILD=1: takes the jars that are there.
# PROXIES: which ones, in the first round's order (gateway haproxy nginx).
#
# Core 0 belongs to the proxies, core 1 to the origin and wrk; rounds change their order every time.
source "$(dirname "$0")/lib.sh"

size=200 connections=32 loops=1 maxconn=4 rounds=9 warm_up=25 seconds=2
while getopts s:c:l:m:r:w:t: option; do
  case $option in
    s) size=$OPTARG ;;
    c) connections=$OPTARG ;;
    l) loops=$OPTARG ;;
    m) maxconn=$OPTARG ;;
    r) rounds=$OPTARG ;;
    w) warm_up=$OPTARG ;;
    t) seconds=$OPTARG ;;
    *) sed -n '4,12s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
((rounds >= 5)) || fail "-r $rounds: at least 5 rounds"

origin_port=${ORIGIN_PORT:-8000} actuator_port=${ACTUATOR_PORT:-8080}
declare -A port=([gateway]=${GATEWAY_PORT:-8002} [haproxy]=${HAPROXY_PORT:-8003} [nginx]=${NGINX_PORT:-8004}) pid=()
read -ra proxies <<< "${PROXIES:-gateway haproxy nginx}"

need haproxy wrk taskset ss awk curl pgrep
((connections >= 1)) && (($(nproc) >= 2)) || fail "two cores are needed"
if ! command -v nginx > /dev/null; then
  echo "nginx is not installed: left out" >&2
  proxies=("${proxies[@]/nginx/}")
  read -ra proxies <<< "${proxies[*]}"
fi
need_free "$origin_port" "$actuator_port" "${port[@]}"
java=$(find_java)
build

proxy_core=0 load_core=1

start origin taskset -c $load_core "$java" -Dloader.main=io.epochgateway.sample.origin.Origin -cp "$sample" \
  org.springframework.boot.loader.launch.PropertiesLauncher "$origin_port" 1
origin_pid=$started
await_port origin "$origin_pid" "$origin_port"

server=127.0.0.1:$origin_port limit=
((maxconn == 0)) || limit=" maxconn $maxconn"

start_gateway() {
  # shellcheck disable=SC2086
  start gateway taskset -c $proxy_core "$java" ${JAVA_OPTS:-} -jar "$sample" \
    --sample.origin.enabled=false --server.port="$actuator_port" --gateway.global.nbthread="$loops" \
    --gateway.listen.p2.bind=127.0.0.1:"${port[gateway]}" --gateway.listen.p2.server.s1="$server$limit" "$@"
}

start_haproxy() {
  cat > "$work/haproxy.cfg" << END
global
    nbthread $loops
defaults
    mode http
    timeout client 5s
    timeout server 5s
    timeout connect 5s
listen p2
    bind 127.0.0.1:${port[haproxy]}
    http-reuse always
    server s1 $server$limit
END
  start haproxy taskset -c $proxy_core haproxy -db -f "$work/haproxy.cfg"
}

start_nginx() {
  cat > "$work/nginx.conf" << END
user $(id -un);
worker_processes $loops;
daemon off;
pid $work/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
    access_log off;
    client_body_temp_path $work/client;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    keepalive_requests 1000000000;
    upstream s1 { server $server; keepalive 256; keepalive_requests 1000000000; }
    server {
        listen 127.0.0.1:${port[nginx]};
        location / { proxy_pass http://s1; proxy_http_version 1.1; proxy_set_header Connection ""; }
    }
}
END
  start nginx taskset -c $proxy_core nginx -p "$work" -c "$work/nginx.conf"
}

url() { echo "http://127.0.0.1:${port[$1]}/?s=$size"; }

# User and system time in ms, all threads, children included (nginx's workers).
cpu_ms() {
  local process sum=0 ticks
  for process in "$1" $(pgrep -P "$1" || true); do
    ticks=$(sed 's/.*) //' "/proc/$process/stat" | awk '{ print $12 + $13 }')
    sum=$((sum + ticks))
  done
  echo $((sum * 1000 / $(getconf CLK_TCK)))
}

# Idle and total ticks of a core.
core_ticks() { awk -v core="cpu$1" '$1 == core { for (i = 2; i <= 9; i++) all += $i; print $5 + $6, all }' /proc/stat; }

# load <proxy> <seconds>: "<requests> <requests/s> <p50> <p99>"
load() {
  taskset -c $load_core wrk -t 1 -c "$connections" -d "$2s" --timeout 5s --latency "$(url "$1")" > "$work/wrk.log"
  if grep -q -e 'Socket errors' -e 'Non-2xx' "$work/wrk.log"; then
    grep -e 'Socket errors' -e 'Non-2xx' "$work/wrk.log" | sed "s/^/$1:/" >&2
  fi
  awk '$1 == "50%" { p50 = $2 } $1 == "99%" { p99 = $2 } $2 == "requests" { n = $1 } $1 == "Requests/sec:" { rate = $2 }
    END { print n, rate, p50, p99 }' "$work/wrk.log"
}

# One round: a line "<round> <proxy> <us per request> <requests/s> <p50> <p99> <idle % of core 0> <idle % of core 1>".
measure() {
  local before after front=() back=() result
  read -ra front <<< "$(core_ticks $proxy_core) $(core_ticks $load_core)"
  before=$(cpu_ms "${pid[$2]}")
  result=$(load "$2" "$seconds")
  after=$(cpu_ms "${pid[$2]}")
  read -ra back <<< "$(core_ticks $proxy_core) $(core_ticks $load_core)"
  echo "$1 $2 $result $((after - before)) ${front[*]} ${back[*]}" | awk '{
    printf "%d %s %.2f %.0f %s %s %.0f %.0f\n", $1, $2, $7 * 1000 / $3, $4, $5, $6,
      100 * ($12 - $8) / ($13 - $9), 100 * ($14 - $10) / ($15 - $11) }'
}

for proxy in "${proxies[@]}"; do
  "start_$proxy" "$@"
  pid[$proxy]=$started
  await_port "$proxy" "$started" "${port[$proxy]}"
  answer=$(curl -s -o "$work/body" -w '%{http_code}' --max-time 5 "$(url "$proxy")") || fail "$proxy does not answer"
  [[ $answer == 200 ]] || fail "$proxy answers $answer"
  [[ -z ${body_size:-} || $body_size == $(stat -c %s "$work/body") ]] || fail "$proxy answers with another size"
  body_size=$(stat -c %s "$work/body")
done

versions
! command -v nginx > /dev/null || echo "nginx    $(nginx -v 2>&1 | sed 's/.*nginx.//')"
echo "load     wrk, $connections connections, $body_size bytes, maxconn ${maxconn/#0/none}, $loops loop(s)," \
  "$rounds rounds of $seconds s after $warm_up s of warm-up"
echo

for proxy in "${proxies[@]}"; do
  time=$warm_up
  [[ $proxy == gateway ]] || time=3
  load "$proxy" "$time" > /dev/null
done

for ((round = 1; round <= rounds; round++)); do
  order=("${proxies[@]}")
  if ((round % 2 == 0)); then
    order=()
    for proxy in "${proxies[@]}"; do order=("$proxy" "${order[@]}"); done
  fi
  for proxy in "${order[@]}"; do measure "$round" "$proxy"; done
done | tee "$work/rounds" | awk '
  BEGIN { printf "%5s  %-8s %11s %11s %9s %9s  %s\n", "round", "proxy", "us/request", "requests/s", "p50", "p99", "idle 0, 1" }
  { printf "%5d  %-8s %11s %11s %9s %9s  %d %%, %d %%\n", $1, $2, $3, $4, $5, $6, $7, $8; fflush() }'

awk -v names="${proxies[*]}" '
  function at(list, n, q,   i, j, v, p) {   # quantile of list[1..n], by insertion sort and interpolation
    for (i = 2; i <= n; i++) { v = list[i]; for (j = i - 1; j > 0 && list[j] > v; j--) list[j + 1] = list[j]; list[j + 1] = v }
    p = 1 + (n - 1) * q; i = int(p)
    return i >= n ? list[n] : list[i] + (p - i) * (list[i + 1] - list[i])
  }
  function ms(text) { return text ~ /us$/ ? text / 1000 : text ~ /ms$/ ? text + 0 : text * 1000 }
  { cost[$2, $1] = $3; rate[$2, $1] = $4; p50[$2, $1] = ms($5); p99[$2, $1] = ms($6); idle0 += $7; idle1 += $8
    if ($1 > rounds) rounds = $1 }
  END {
    printf "\n%-8s %12s %12s %23s   %9s %9s\n", "proxy", "requests/s", "us/request", "to HAProxy (q1 to q3)", "p50 ms", "p99 ms"
    count = split(names, name, " ")
    for (k = 1; k <= count; k++) {
      for (r = 1; r <= rounds; r++) {
        c[r] = cost[name[k], r]; s[r] = rate[name[k], r]; a[r] = p50[name[k], r]; b[r] = p99[name[k], r]
        if (("haproxy", r) in cost) x[r] = c[r] / cost["haproxy", r]
      }
      printf "%-8s %12.0f %12.1f", name[k], at(s, rounds, .5), at(c, rounds, .5)
      if (("haproxy", 1) in cost) printf " %8.2f (%.2f to %.2f)", at(x, rounds, .5), at(x, rounds, .25), at(x, rounds, .75)
      printf "   %9.2f %9.2f\n", at(a, rounds, .5), at(b, rounds, .5)
    }
    printf "\nidle: core 0 %.0f %%, core 1 %.0f %% (mean of all rounds)\n", idle0 / NR, idle1 / NR
    if (idle1 / NR < 10) print "WARNING: core 1 is busy: wrk, the origin or another load limits the rates; CPU per request still holds"
    print "p50 and p99 are those of a closed loop under full load: they compare the proxies, they are no latencies of a service"
  }' "$work/rounds"
