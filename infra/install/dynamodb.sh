#!/usr/bin/env bash
# DynamoDB Local and its libraries, from Maven Central into .roster/dynamodb/lib.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

out="$root/.roster/dynamodb"
sources=("$root/infra/local/dynamodb/pom.xml" "$root/infra/local/dynamodb/src/roster/LoopbackDynamoDb.java")
fresh "$out/.installed" "${sources[@]}" && exit

want mvn maven
install_missing
say "fetching DynamoDB Local"
rm -rf "$out"
retry mvn -q -B -Dstyle.color=never -f "${sources[0]}" package -Dout="$out"
rm -rf "$out/build"
stamp "$out/.installed" "${sources[@]}"
