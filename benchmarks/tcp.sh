#!/usr/bin/env bash
# How many bytes, round trips and connections does a CPU-second carry in mode tcp, and what does an idle session take?
#
# usage: tcp.sh [-k kinds] [-p proxies] [-r rounds] [-t seconds] [-w seconds] [-i idle] [-- options]
#   -k  what is measured (splice,stream,ping,connect): large transfers with and without splicing, pings of 64 bytes over
#       256 connections, new connections
#   -p  which ones (ours,haproxy,nginx); nginx if it has its module for streams, and not for splice
#   -r  rounds of each (7)
#   -t  seconds of a round (2)
#   -w  most seconds that a JVM gets with each kind until its compilers rest (120)
#   -i  idle sessions (10000); 0 leaves that part out
#   after --: more options of the sample application
# LOAD_PORT, ACTUATOR_PORT: where the server and the sample listen (8000, 8080); the proxies: 8102 to 8106. JAVA_OPTS.
# SKIP_BUILD=1: takes the jars that are there.
#
# One loop each, all pinned to core 0; the clients and the server, one process, have the other cores. Rounds change their
# order; a ratio is taken within a round, the median of them is printed with its quartiles.
source "$(dirname "$0")/lib.sh"
source "$(dirname "$0")/proxies.sh"

kinds=splice,stream,ping,connect proxies=ours,haproxy,nginx rounds=7 seconds=2 warm=120 idle=10000 loops=1
while getopts k:p:r:t:w:i: option; do
  case $option in
    k) kinds=$OPTARG ;;
    p) proxies=$OPTARG ;;
    r) rounds=$OPTARG ;;
    t) seconds=$OPTARG ;;
    w) warm=$OPTARG ;;
    i) idle=$OPTARG ;;
    *) sed -n '4,13s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
done
shift $((OPTIND - 1))
IFS=, read -ra kinds <<< "$kinds"
IFS=, read -ra proxies <<< "$proxies"
load_port=${LOAD_PORT:-8000} stream_module=/usr/lib/nginx/modules/ngx_stream_module.so
# by kind of listener: what is copied, what is spliced
declare -A copy=([ours]=8102 [haproxy]=8104 [nginx]=8106) splice=([ours]=8103 [haproxy]=8105)
declare -A connections=([splice]=4 [stream]=4 [ping]=256 [connect]=16) unit=([splice]=MB [stream]=MB [ping]=trips [connect]=conn)

present=()
for name in "${proxies[@]}"; do
  [[ -n ${copy[$name]:-} ]] || fail "-p $name: expected ours, haproxy or nginx"
  if [[ $name == nginx && ! -f $stream_module ]]; then
    echo "nginx has no module for streams: left out" >&2
  else
    present+=("$name")
  fi
done
proxies=("${present[@]}")
for kind in "${kinds[@]}"; do [[ -n ${connections[$kind]:-} ]] || fail "-k $kind: expected splice, stream, ping or connect"; done

# two fds for a session in the proxy, two in the load
ulimit -n $((2 * idle + 2000)) 2> /dev/null || ulimit -n "$(ulimit -Hn)"
[[ $(ulimit -n) == unlimited ]] || (($(ulimit -n) >= 2 * idle + 1000)) || fail "ulimit -n is below $((2 * idle + 1000)): fewer idle ones by -i"

need haproxy taskset ss awk pgrep
need_free "$load_port" "$actuator_port" "${copy[@]}" "${splice[@]}"
java=$(find_java)
build
share_cores

cat > "$work/ours.yml" << END
gateway:
  global: { nbthread: 1, maxconn: $((idle + 500)) }
  defaults: { mode: tcp, timeout: { client: 10m, server: 10m, connect: 5s } }
  listen:
    copy: { bind: "127.0.0.1:${copy[ours]}", server: { s1: "127.0.0.1:$load_port" } }
    splice: { bind: "127.0.0.1:${splice[ours]}", option: splice-auto, server: { s1: "127.0.0.1:$load_port" } }
END
cat > "$work/haproxy.cfg" << END
global
    nbthread 1
    maxconn $((idle + 500))
    maxpipes 100
    no strict-limits
defaults
    mode tcp
    timeout client 10m
    timeout server 10m
    timeout connect 5s
listen copy
    bind 127.0.0.1:${copy[haproxy]}
    maxconn $((idle + 500))
    server s1 127.0.0.1:$load_port
listen splice
    bind 127.0.0.1:${splice[haproxy]}
    option splice-auto
    server s1 127.0.0.1:$load_port
END
cat > "$work/nginx.conf" << END
load_module $stream_module;
user $(id -un);
worker_processes 1;
daemon off;
pid $work/nginx.pid;
error_log stderr error;
events { worker_connections $((2 * idle + 1000)); }
stream { server { listen 127.0.0.1:${copy[nginx]}; proxy_pass 127.0.0.1:$load_port; } }
END

mkfifo "$work/commands" "$work/answers"
taskset -c "$load_cores" "$java" -Dloader.main=io.epochgateway.benchmarks.TcpLoad -cp "$driver" \
  org.springframework.boot.loader.launch.PropertiesLauncher "$load_port" \
  < "$work/commands" > "$work/answers" 2>> "$work/load.log" &
pids+=($!)
exec 7> "$work/commands" 8< "$work/answers"

# ask <command>: the number that answers it
ask() {
  local answer
  echo "$*" >&7
  read -r -t 120 answer <&8 || { cat "$work"/*.log >&2; fail "no answer to: $*"; }
  echo "$answer"
}
read -r -t 60 _ <&8 || { cat "$work/load.log" >&2; fail "the load did not start"; }

for name in "${proxies[@]}"; do
  case $name in
    # shellcheck disable=SC2086
    ours) start ours taskset -c "$proxy_cores" "$java" ${JAVA_OPTS:-} -jar "$sample" "$@" \
      --spring.config.location="$work/ours.yml" --sample.origin.enabled=false --server.port="$actuator_port" ;;
    haproxy) start haproxy taskset -c "$proxy_cores" haproxy -db -f "$work/haproxy.cfg" ;;
    nginx) start nginx taskset -c "$proxy_cores" nginx -p "$work" -c "$work/nginx.conf" ;;
  esac
  pid[$name]=$started
  await_port "$name" "$started" "${copy[$name]}"
done

# carry <kind> <proxy> <seconds>: what was done
carry() {
  local listener=${copy[$2]} command=$1
  if [[ $1 == splice ]]; then listener=${splice[$2]} command=stream; fi
  ask "$command $listener ${connections[$1]} $(($3 * 1000))"
}

# settle <kind> <proxy>: until a JVM's compilers took less than 2 % of its time in 5 slices in a row
settle() {
  local time=0 quiet=0 compiled cpu
  if ! is_jvm "$2"; then
    carry "$1" "$2" 1 > /dev/null
    return
  fi
  while ((quiet < 5 && time < warm)); do
    compiled=$(compilers_ms "${pid[$2]}") cpu=$(cpu_ms "${pid[$2]}")
    carry "$1" "$2" 2 > /dev/null
    compiled=$(($(compilers_ms "${pid[$2]}") - compiled)) cpu=$(($(cpu_ms "${pid[$2]}") - cpu))
    quiet=$((compiled * 50 < cpu ? quiet + 1 : 0)) time=$((time + 2))
  done
  ((quiet >= 5)) || echo "$2, $1: after $time s its compilers still take $((100 * compiled / (cpu + 1))) % of its time" >&2
}

takes_part() { [[ $1 != splice || -n ${splice[$2]:-} ]]; }

versions
echo "rounds   $rounds of $seconds s"
for kind in "${kinds[@]}"; do
  here=()
  for name in "${proxies[@]}"; do ! takes_part "$kind" "$name" || here+=("$name"); done
  for name in "${here[@]}"; do settle "$kind" "$name"; done
  order=("${here[@]}")
  for ((round = 1; round <= rounds; round++)); do
    for name in "${order[@]}"; do
      before=$(cpu_ms "${pid[$name]}")
      amount=$(carry "$kind" "$name" "$seconds")
      echo "$kind $round $name $amount $(($(cpu_ms "${pid[$name]}") - before))"
    done
    turned=()
    for name in "${order[@]}"; do turned=("$name" ${turned[@]+"${turned[@]}"}); done
    order=("${turned[@]}")
  done >> "$work/rounds"
  echo
  printf '%-8s %-8s %16s   %s\n' "$kind" proxy "${unit[$kind]}/CPU-s" "to HAProxy (quartiles)"
  awk -v kind="$kind" -v names="${here[*]}" -v scale="$([[ ${unit[$kind]} == MB ]] && echo 1000000 || echo 1)" \
    -f "$root/benchmarks/quantile.awk" -f <(echo '
    $1 == kind && $5 > 0 { value[$3, $2] = $4 / scale / ($5 / 1000); if ($2 > last) last = $2 }
    END {
      count = split(names, name, " ")
      for (i = 1; i <= count; i++) {
        n = 0; m = 0
        for (r = 1; r <= last; r++) {
          own[++n] = value[name[i], r]
          if (value["haproxy", r] > 0) ratio[++m] = value[name[i], r] / value["haproxy", r]
        }
        line = sprintf("%-8s %-8s %16.0f", "", name[i], quantile(own, n, .5))
        if (m > 0) line = line sprintf("   %.2f (%.2f to %.2f)", quantile(ratio, m, .5), quantile(ratio, m, .25), quantile(ratio, m, .75))
        print line
      }
    }') "$work/rounds"
done

((idle > 0)) || exit 0
echo
printf '%6s  %-8s %9s %12s %17s\n' idle proxy RSS_MB kB/session 'CPU ms/s at rest'
for name in "${proxies[@]}"; do
  before=$(rss_kb "${pid[$name]}")
  stands=$(ask "hold ${copy[$name]} $idle")
  sleep 2
  busy=$(cpu_ms "${pid[$name]}")
  sleep 4
  busy=$(($(cpu_ms "${pid[$name]}") - busy))
  after=$(rss_kb "${pid[$name]}")
  printf '%6d  %-8s %9d %12s %17s\n' "$stands" "$name" $((after / 1024)) \
    "$(awk "BEGIN { printf \"%.1f\", ($after - $before) / $stands }")" "$(awk "BEGIN { printf \"%.1f\", $busy / 4 }")"
  ask drop > /dev/null
  sleep 1
done
