# One line for each cell of compare.sh: what ours does per CPU-second, to each of the others. Variable: names.
{
  if (!($1 in rounds)) cells[++m] = $1
  if ($2 > rounds[$1]) rounds[$1] = $2
  cost[$1, $3, $2] = $4
}
END {
  count = split(names, name, " ")
  printf "%5s %-5s %5s %5s", "loops", "mode", "size", "conn"
  for (k = 1; k <= count; k++) if (name[k] != "ours") printf " %8s", name[k]
  print ""
  for (c = 1; c <= m; c++) {
    split(cells[c], part, ",")
    printf "%5s %-5s %5s %5s", part[1], part[2], part[3], part[4]
    for (k = 1; k <= count; k++) {
      if (name[k] == "ours") continue
      n = 0
      for (r = 1; r <= rounds[cells[c]]; r++)
        if ((cells[c], name[k], r) in cost && cost[cells[c], "ours", r] > 0)
          v[++n] = cost[cells[c], name[k], r] / cost[cells[c], "ours", r]
      printf " %8s", (n > 0 ? sprintf("%.2f", quantile(v, n, .5)) : "-")
    }
    print ""
  }
}
