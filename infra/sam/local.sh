#!/usr/bin/env bash
# The functions as they are deployed, under `sam local start-api` at http://localhost:3000, on the table of the
# local run: start `make run` first and sign in there; its session is good here too. Each function is held to
# its own policy of template.yaml.
#
#   bash infra/sam/local.sh [--functions invite,list] [--port 3000]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../install/debian.sh"
source "$here/docker.sh"
cd "$root"

bash infra/install/sam.sh
mkdir -p .roster/sam
go build -o .roster/sam/local ./infra/sam/local
source "$here/flags.sh"

program=
trap docker_down EXIT
trap '[ -z "$program" ] || kill -TERM "$program"' INT TERM
key=.roster/data/master.key # of the local run, so that its links open here
[ ! -f "$key" ] || set -- --master-key "$(<"$key")" "$@"
docker_up
image=$(emulator_image "$tools/sam/bin/sam")
.roster/sam/local --sam "$tools/sam/bin/sam" --gateway "$gateway" --image "$image" "$@" &
program=$!
code=0
wait "$program" || code=$?
wait "$program" 2>/dev/null || true # a signal ends only the first wait
exit "$code"
