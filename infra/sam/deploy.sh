#!/usr/bin/env bash
# Builds everything, deploys the stack and publishes the page. Credentials and region as for any AWS tool
# (AWS_PROFILE, AWS_REGION); STACK names the stack, "roster" unless given. The first time:
#
#   bash infra/sam/deploy.sh MailFrom=no-reply@example.com MailIdentity=example.com
#
# Later parameters keep their values unless given again. Options (--no-confirm-changeset) go to `sam deploy`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/../install/debian.sh"
cd "$root"

parameters=() options=()
for argument in "$@"; do
  case $argument in
    -*) options+=("$argument") ;;
    *=*) parameters+=("$argument") ;;
    *) fail "Neither a parameter (Name=value) nor an option: $argument" ;;
  esac
done
stack=${STACK:-roster}

npm_packages frontend
(cd frontend && npm run build)
bash infra/sam/build.sh ${parameters[@]:+--parameter-overrides "${parameters[@]}"}
"$tools/sam/bin/sam" deploy --stack-name "$stack" ${options[@]:+"${options[@]}"} ${parameters[@]:+--parameter-overrides "${parameters[@]}"}
"$tools/sam/bin/python" infra/sam/publish.py "$stack" frontend/dist
