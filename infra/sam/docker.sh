# Sourced, after infra/install/debian.sh: a Docker to run containers in.
#
# docker_up takes the Docker that answers. Where none does it starts one for this run only, with its own
# socket, data and bridge, which needs no systemd, leaves the machine's firewall alone and gives containers
# no way out; that needs root. Then $gateway is where containers reach this machine.
# docker_down stops and removes what docker_up started.

own_docker=

docker_up() {
  docker info >/dev/null 2>&1 || start_docker
  gateway=$(docker network inspect bridge --format '{{(index .IPAM.Config 0).Gateway}}')
}

start_docker() {
  [ "$(uname)" = Linux ] || fail "Docker does not answer. Start it and run this again."
  want dockerd docker.io
  want ip iproute2
  install_missing
  own_docker=$(mktemp -d /tmp/roster-docker.XXXXXX)
  docker_bridge=roster$(($$ % 10000))
  export DOCKER_HOST=unix://$own_docker/docker.sock
  say "starting a Docker for this run"
  as_root ip link add "$docker_bridge" type bridge
  as_root ip addr add "172.30.$(($$ % 250 + 1)).1/24" dev "$docker_bridge"
  as_root ip link set "$docker_bridge" up
  as_root setsid dockerd --host "$DOCKER_HOST" --group "$(id -gn)" --pidfile "$own_docker/pid" \
    --data-root "$own_docker/data" --exec-root "$own_docker/exec" --bridge "$docker_bridge" \
    --iptables=false --ip6tables=false --ip-masq=false --ip-forward=false \
    </dev/null >"$own_docker/log" 2>&1 &
  for _ in $(seq 150); do
    docker info >/dev/null 2>&1 && return
    sleep 0.2
  done
  tail -n 20 "$own_docker/log" >&2
  fail "Docker does not start."
}

docker_down() {
  [ -n "$own_docker" ] || return 0
  local pid
  pid=$(cat "$own_docker/pid" 2>/dev/null || true)
  if [ -n "$pid" ]; then
    as_root kill "$pid" 2>/dev/null || true
    for _ in $(seq 150); do
      as_root kill -0 "$pid" 2>/dev/null || break
      sleep 0.2
    done
  fi
  as_root ip link delete "$docker_bridge" 2>/dev/null || true
  as_root rm -rf "$own_docker"
  own_docker=
}

# emulator_image SAM: makes an image that holds nothing but Lambda's runtime interface emulator, which comes
# with sam, and prints its name. The functions need no more: they are static programs.
emulator_image() {
  local sam=$1 folder architecture=x86_64 certificates
  case $(uname -m) in arm64 | aarch64) architecture=arm64 ;; esac
  folder=$(mktemp -d)
  mkdir -p "$folder"/{tmp,opt,etc/ssl/certs,var/{rapid,runtime,task}}
  chmod 1777 "$folder/tmp"
  cp "$(dirname "$sam")"/../lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-$architecture "$folder/var/rapid/aws-lambda-rie"
  chmod 755 "$folder/var/rapid/aws-lambda-rie"
  for certificates in /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem; do
    [ ! -f "$certificates" ] || cp -L "$certificates" "$folder/etc/ssl/certs/ca-certificates.crt"
  done
  tar -C "$folder" -c . | docker import - "roster-lambda:rapid-$architecture" >/dev/null
  rm -rf "$folder"
  echo roster-lambda:latest # sam itself looks for rapid-<architecture>
}
