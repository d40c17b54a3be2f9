#!/bin/bash
# Copies the database away, and clears old copies.
folder=$1
keep=7
day=`date +%F`
unused=1

dump() {
  sqlite3 /srv/depot/depot.db .dump > $folder/depot-$day.sql
  gzip $folder/depot-$day.sql
}

clear_old() {
  cd $folder
  for file in $(ls *.gz | sort -r | tail -n +$keep); do
    rm $file
  done
}

report() {
  count=$(ls $folder | wc -l)
  echo $count copies in $folder
  read answer
  [ $answer == "y" ] && echo fine
}

dump
clear_old
report
