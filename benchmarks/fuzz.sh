#!/usr/bin/env bash
# Is there a message that the parser takes for something else when it comes in other pieces, or that a server would?
#
# usage: fuzz.sh [seconds=600] [target...]    length of each target's run; 1 to 86400
# Targets: RequestHead ResponseHead Chunks Forwarding; all of them, one after the other, unless some are named.
# CORPUS: a directory where what was found out is kept for the next run (otherwise thrown away). JAVA_OPTS.
#
# Coverage-guided, by Jazzer, from the tables of messages in the tests. Exit code 1 at the first finding, which is printed
# and kept as crash-* in the present directory.
source "$(dirname "$0")/lib.sh"

jazzer=0.28.0
seconds=${1:-600}
[[ $seconds =~ ^[0-9]+$ ]] && ((seconds >= 1 && seconds <= 86400)) || fail "$seconds: expected 1 to 86400 seconds"
shift || true
(($# > 0)) || set -- RequestHead ResponseHead Chunks Forwarding

java=$(find_java)
module=$root/gateway-autoconfigure
corpus=${CORPUS:-$work/corpus}
for target; do
  [[ -f $module/src/test/java/io/epochgateway/http/${target}Fuzz.java ]] || fail "$target: no such target"
done

(
  cd "$root"
  mvn -q -B -pl gateway-autoconfigure test-compile dependency:build-classpath -Dmdep.outputFile="$work/classpath"
  for artifact in jazzer jazzer-api; do
    mvn -q -B -N dependency:copy -Dartifact=com.code-intelligence:$artifact:$jazzer -DoutputDirectory="$work"
  done
) || fail "the build failed"
classpath=$module/target/test-classes:$module/target/classes:$(< "$work/classpath")

"$java" -cp "$classpath" io.epochgateway.http.MessageTable "$work/seeds"

for target; do
  seeds=$work/seeds/requests
  [[ $target != ResponseHead ]] || seeds=$work/seeds/responses
  mkdir -p "$corpus/$target"
  echo "$target: $seconds s"
  # shellcheck disable=SC2086
  "$java" ${JAVA_OPTS:-} -Xmx1g --enable-native-access=ALL-UNNAMED -cp "$work/jazzer-$jazzer.jar:$work/jazzer-api-$jazzer.jar:$classpath" \
    com.code_intelligence.jazzer.Jazzer --target_class="io.epochgateway.http.${target}Fuzz" \
    --instrumentation_includes='io.epochgateway.http.**' -max_total_time="$seconds" -max_len=2048 \
    -print_final_stats=1 -rss_limit_mb=4096 "$corpus/$target" "$seeds" > "$work/$target.log" 2>&1 \
    || { tail -40 "$work/$target.log" >&2; fail "$target has a finding"; }
  grep -E 'stat::number_of_executed_units|stat::average_exec_per_sec' "$work/$target.log"
  grep -E 'cov: [0-9]+' "$work/$target.log" | tail -1
done
