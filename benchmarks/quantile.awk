# The quantile q of list[1..n], by insertion sort and interpolation; sorts the list.
function quantile(list, n, q,   i, j, v, p) {
  for (i = 2; i <= n; i++) {
    v = list[i]
    for (j = i - 1; j > 0 && list[j] > v; j--) list[j + 1] = list[j]
    list[j + 1] = v
  }
  p = 1 + (n - 1) * q
  i = int(p)
  return i >= n ? list[n] : list[i] + (p - i) * (list[i + 1] - list[i])
}
