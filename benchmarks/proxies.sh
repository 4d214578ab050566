# The proxies that the scripts of this directory compare, each in front of the same origin, and how their cost is read.
# Sourced after lib.sh. The caller sets: loops, and maybe maxconn, features, proxy_cores, load_cores.

origin_port=${ORIGIN_PORT:-8000} actuator_port=${ACTUATOR_PORT:-8080}
declare -A port=([ours]=${GATEWAY_PORT:-8002} [haproxy]=${HAPROXY_PORT:-8003} [nginx]=${NGINX_PORT:-8004}
  [netty]=${NETTY_PORT:-8005} [scg]=${SCG_PORT:-8006} [splice]=${SPLICE_PORT:-8007})
declare -A pid=()
server=127.0.0.1:$origin_port
maxconn=0 features=0

is_jvm() { [[ $1 == ours || $1 == netty || $1 == scg ]]; }

# Core 0 belongs to one loop's proxies, the rest to the load; more loops share all cores with it where there are only two.
share_cores() {
  local all
  all=$(nproc)
  ((all >= 2)) || fail "two cores are needed"
  proxy_cores=0-$((loops - 1)) load_cores=$loops-$((all - 1))
  if ((loops >= all)); then proxy_cores=0-$((all - 1)) load_cores=$proxy_cores; fi
}

start_origin() {
  start origin taskset -c "$load_cores" "$java" -Dloader.main=io.epochgateway.sample.origin.Origin -cp "$sample" \
    org.springframework.boot.loader.launch.PropertiesLauncher "$origin_port" 1
  await_port origin "$started" "$origin_port"
}

# start_proxy <name> [options of the sample]: waits until it answers
start_proxy() {
  local name=$1 answer
  need_free "${port[$name]}"
  "start_$name" "${@:2}"
  pid[$name]=$started
  await_port "$name" "$started" "${port[$name]}"
  answer=$(curl -s -o /dev/null -w '%{http_code}' --max-time 20 "$(url "$name" 200)") || fail "$name does not answer"
  [[ $answer == 200 ]] || fail "$name answers $answer"
}

stop_proxies() {
  local name
  for name in "${!pid[@]}"; do stop "${pid[$name]}"; done
  pid=()
}

limit() { ((maxconn == 0)) || echo " maxconn $maxconn"; }

start_ours() {
  local more=()
  ((features == 0)) || more=(--gateway.listen.p2.option.httplog=true --gateway.listen.p2.option.forwardfor=true
    "--gateway.listen.p2.log=stdout format raw daemon")
  # shellcheck disable=SC2086
  start ours taskset -c "$proxy_cores" "$java" ${JAVA_OPTS:-} -jar "$sample" \
    --sample.origin.enabled=false --server.port="$actuator_port" --gateway.global.nbthread="$loops" \
    --gateway.listen.p2.bind=127.0.0.1:"${port[ours]}" --gateway.listen.p2.server.s1="$server$(limit)" \
    "${more[@]}" "$@"
}

start_haproxy() { configured_haproxy haproxy; }

start_splice() { configured_haproxy splice "option splice-response"; }

# configured_haproxy <name> [line for the proxy]
configured_haproxy() {
  local log="" more=${2:-} tools=""
  if ((features > 0)); then
    log="log stdout format raw daemon"
    more+=$'\n    log global\n    option httplog\n    option forwardfor'
    tools=$'frontend tools\n    bind unix@'"$work/$1.tools"$'\n    stats enable\n    stats uri /stats'
    ! haproxy -vv | grep -q prometheus-exporter || tools+=$'\n    http-request use-service prometheus-exporter if { path /metrics }'
  fi
  cat > "$work/$1.cfg" << END
global
    nbthread $loops
    $log
defaults
    mode http
    timeout client 5s
    timeout server 5s
    timeout connect 5s
listen p2
    bind 127.0.0.1:${port[$1]}
    http-reuse always
    $more
    server s1 $server$(limit)
$tools
END
  start "$1" taskset -c "$proxy_cores" haproxy -db -f "$work/$1.cfg"
}

start_nginx() {
  local log="access_log off;" field=""
  if ((features > 0)); then
    log="access_log $work/nginx.access;"
    # shellcheck disable=SC2016 # nginx's variable
    field='proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'
  fi
  cat > "$work/nginx.conf" << END
user $(id -un);
worker_processes $loops;
daemon off;
pid $work/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
    $log
    client_body_temp_path $work/client;
    proxy_temp_path $work/proxy;
    fastcgi_temp_path $work/fastcgi;
    uwsgi_temp_path $work/uwsgi;
    scgi_temp_path $work/scgi;
    keepalive_requests 1000000000;
    upstream s1 { server $server; keepalive 512; keepalive_requests 1000000000; }
    server {
        listen 127.0.0.1:${port[nginx]};
        location / { proxy_pass http://s1; proxy_http_version 1.1; proxy_set_header Connection ""; $field }
    }
}
END
  start nginx taskset -c "$proxy_cores" nginx -p "$work" -c "$work/nginx.conf"
}

start_netty() { start_peer netty ReactorNettyProxy; }

start_scg() { start_peer scg SpringCloudGateway; }

# start_peer <name> <class>
start_peer() {
  # shellcheck disable=SC2086
  start "$1" taskset -c "$proxy_cores" "$java" ${JAVA_OPTS:-} -Dloader.main=io.epochgateway.peers."$2" -cp "$peers" \
    org.springframework.boot.loader.launch.PropertiesLauncher "${port[$1]}" "$origin_port" "$loops"
}

url() { echo "http://127.0.0.1:${port[$1]}/?s=$2"; }

# ---- cost

# A process and its children (nginx's workers).
family() { echo "$1"; pgrep -P "$1" || true; }

# User and system time in ms, all threads, children included.
cpu_ms() {
  local process sum=0 ticks
  for process in $(family "$1"); do
    ticks=$(sed 's/.*) //' "/proc/$process/stat" | awk '{ print $12 + $13 }')
    sum=$((sum + ticks))
  done
  echo $((sum * 1000 / $(getconf CLK_TCK)))
}

# What of it a JVM's compilers took.
compilers_ms() {
  cat "/proc/$1/task"/*/stat 2> /dev/null | awk -v hz="$(getconf CLK_TCK)" '
    /\(C[12] Compiler/ { sub(/.*\) /, ""); sum += $12 + $13 } END { print int(sum * 1000 / hz) }'
}

rss_kb() {
  local process
  for process in $(family "$1"); do awk '$1 == "VmRSS:" { print $2 }' "/proc/$process/status"; done \
    | awk '{ sum += $1 } END { print sum + 0 }'
}

# Idle and total ticks of some cores, such as 0-1.
core_ticks() {
  awk -v range="$1" 'BEGIN { split(range, end, "-"); if (end[2] == "") end[2] = end[1] }
    $1 ~ /^cpu[0-9]/ { n = substr($1, 4) + 0
      if (n >= end[1] && n <= end[2]) { for (i = 2; i <= 9; i++) all += $i; idle += $5 + $6 } }
    END { print idle, all }' /proc/stat
}

# ---- load

# load <proxy> <seconds> <connections> <size> <keep|new>: "<requests> <requests/s>"
load() {
  local close=()
  [[ $5 == keep ]] || close=(-H 'Connection: close')
  taskset -c "$load_cores" wrk -t 1 -c "$3" -d "$2s" --timeout 5s "${close[@]}" "$(url "$1" "$4")" > "$work/wrk.log"
  grep -e 'Socket errors' -e 'Non-2xx' "$work/wrk.log" | sed "s/^ */$1: /" >&2 || true
  awk '$2 == "requests" { n = $1 } $1 == "Requests/sec:" { rate = $2 } END { print n + 0, rate + 0 }' "$work/wrk.log"
}

# measure <proxy> <seconds> <connections> <size> <keep|new>:
# "<us per request> <requests/s> <compilers' share of it, %> <idle % of the proxies' cores> <idle % of the others>"
measure() {
  local before after compiled front=() back=() result process=${pid[$1]}
  read -ra front <<< "$(core_ticks "$proxy_cores") $(core_ticks "$load_cores")"
  compiled=$(compilers_ms "$process")
  before=$(cpu_ms "$process")
  result=$(load "$@")
  after=$(cpu_ms "$process")
  compiled=$(($(compilers_ms "$process") - compiled))
  read -ra back <<< "$(core_ticks "$proxy_cores") $(core_ticks "$load_cores")"
  echo "$result $((after - before)) ${compiled#-} ${front[*]} ${back[*]}" | awk '{
    printf "%.2f %.0f %.0f %.0f %.0f\n", $3 * 1000 / ($1 ? $1 : 1), $2, 100 * $4 / ($3 ? $3 : 1),
      100 * ($9 - $5) / ($10 - $6), 100 * ($11 - $7) / ($12 - $8) }'
}

# warm_up <proxy> <least seconds> <most seconds> <connections> <size> <keep|new>: until a JVM's compilers rest, that is
# take less than 2 % of its time in 5 slices in a row
warm_up() {
  local slice=2 quiet=0 time=0 us rate share rest
  if ! is_jvm "$1"; then
    load "$1" "$slice" "${@:4}" > /dev/null
    return
  fi
  while ((time < $2 || (quiet < 5 && time < $3))); do
    read -r us rate share rest <<< "$(measure "$1" "$slice" "${@:4}")"
    quiet=$((share < 2 ? quiet + 1 : 0)) time=$((time + slice))
  done
  ((quiet >= 5)) || echo "$1: after $time s its compilers still take $share % of its time" >&2
}
