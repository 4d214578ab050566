# The table of one cell of compare.sh. Variables: cell, names, yardstick. Files: rounds, memory, calm.
$1 != cell { next }
FILENAME ~ /rounds$/ {
  if ($2 > rounds) rounds = $2
  cost[$3, $2] = $4; rate[$3, $2] = $5; idle += $8; compiled += $6 >= 5; turns++
}
FILENAME ~ /memory$/ { rss[$2] = $3 }
FILENAME ~ /calm$/ {
  if ($2 > calm) calm = $2
  asked[$3] = $4; errors += $6; p50[$3, $2] = $7; p99[$3, $2] = $8; p999[$3, $2] = $9
}

function median(figure, name, n,   r) { for (r = 1; r <= n; r++) v[r] = figure[name, r]; return quantile(v, n, .5) }
function ratio(figure, over, under, n, q,   r) {
  for (r = 1; r <= n; r++) v[r] = figure[over, r] / (figure[under, r] > 0 ? figure[under, r] : 1)
  return quantile(v, n, q)
}
function quartiles(figure, over, under, n) {
  return sprintf("%.2f (%.2f to %.2f)", ratio(figure, over, under, n, .5), ratio(figure, over, under, n, .25),
    ratio(figure, over, under, n, .75))
}

END {
  count = split(names, name, " ")
  ours = (("ours", 1) in cost)
  printf "\n%-8s %10s %10s %22s %22s %7s\n", "proxy", "us/request", "requests/s", "CPU to " yardstick, "ours does x times", "RSS MB"
  for (k = 1; k <= count; k++) {
    n = name[k]
    printf "%-8s %10.1f %10.0f %22s %22s %7.0f\n", n, median(cost, n, rounds), median(rate, n, rounds),
      quartiles(cost, n, yardstick, rounds), ours ? quartiles(cost, n, "ours", rounds) : "", rss[n] / 1024
  }
  if (calm > 0) {
    printf "\n%-8s %10s %10s %10s %10s %22s\n", "proxy", "at rate/s", "p50 ms", "p99 ms", "p99.9 ms", "p99 to " yardstick
    for (k = 1; k <= count; k++) {
      n = name[k]
      printf "%-8s %10.0f %10.2f %10.2f %10.2f %22s\n", n, asked[n], median(p50, n, calm) / 1000,
        median(p99, n, calm) / 1000, median(p999, n, calm) / 1000, quartiles(p99, n, yardstick, calm)
    }
    if (errors > 0) print "WARNING: " errors " errors at half load"
  }
  if (idle / turns < 10)
    print "note: the load's cores were " int(100 - idle / turns) " % busy: rates are theirs, CPU per request is the proxy's all the same"
  if (compiled > 0) print "WARNING: in " compiled " turns compilers took 5 % of the time or more"
}
