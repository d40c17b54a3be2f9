#!/bin/bash
# Puts a release onto the hosts.
release=$1
hosts="front back"
TARGET=/srv/depot

build() {
  cd build
  rm -rf $TARGET/*
  tar czf depot-$release.tar.gz ../depot
}

copy() {
  for host in $hosts; do
    scp depot-$release.tar.gz $host:/tmp
    ssh $host tar xzf /tmp/depot-$release.tar.gz -C $TARGET
  done
}

restart() {
  for host in $hosts; do
    ssh $host "systemctl restart depot"
    if [ $? -ne 0 ]; then
      echo "not restarted: "$host
      exit 1
    fi
  done
}

check() {
  for host in $hosts; do
    answer=`curl -s http://$host:8080/health`
    if [ $answer = "ok" ]; then
      echo "$host is up"
    fi
  done
}

build
copy
restart
check
