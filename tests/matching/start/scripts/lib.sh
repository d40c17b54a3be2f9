say() {
  echo $1
}

fail() {
  echo $1 >&2
  exit $2
}

need() {
  which $1 > /dev/null || fail "no $1" 3
}
