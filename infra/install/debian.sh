# Sourced by the other scripts here: what they share.
# Each step looks first and does nothing, quickly, when everything is there.

export LC_ALL=C.UTF-8
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tools="$root/.roster/tools"

say() { printf '\033[2m%s\033[0m\n' "$*" >&2; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# retry COMMAND…: registries fail now and then, so four tries. What the command says goes to
# a file in .roster, which is shown when it fails for good.
retry() {
  local log="$root/.roster/install.$$.log" pause
  mkdir -p "$root/.roster"
  for pause in 3 6 9 0; do
    "$@" >"$log" 2>&1 && rm "$log" && return
    ((pause)) || break
    say "failed, trying again: $*"
    sleep "$pause"
  done
  tail -n 15 "$log" >&2
  fail "This failed four times: $*"
}

# want COMMAND PACKAGE: notes a Debian package when its command is missing.
missing=()
want() { command -v "$1" >/dev/null || missing+=("$2"); }

# install_missing: installs what `want` noted, with a single apt-get update.
install_missing() {
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null ||
    fail "Missing here: ${missing[*]} (names as in Debian). Install them in your system's way and run this again."
  say "installing ${missing[*]}"
  retry as_root apt-get update -qq
  retry as_root apt-get install -y -qq --no-install-recommends "${missing[@]}"
  missing=()
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo DEBIAN_FRONTEND=noninteractive "$@"
  else
    fail "Not root, and there is no sudo. As root, run: $*"
  fi
}

# fresh STAMP FILE…: true when STAMP was written for exactly these files.
fresh() {
  local stamp=$1
  shift
  [ -f "$stamp" ] && [ "$(<"$stamp")" = "$(cat "$@" | cksum)" ]
}

# stamp STAMP FILE…
stamp() {
  local stamp=$1
  shift
  cat "$@" | cksum >"$stamp"
}

# npm_packages FOLDER: exactly what its lock file names.
npm_packages() {
  local folder="$root/$1"
  fresh "$folder/node_modules/.installed" "$folder/package-lock.json" && return
  say "installing the npm packages of $1"
  (cd "$folder" && retry npm ci --loglevel=error --no-audit --no-fund)
  stamp "$folder/node_modules/.installed" "$folder/package-lock.json"
}

# python_packages NAME: what infra/NAME/requirements.txt names, in a virtual environment of its own at .roster/tools/NAME.
python_packages() {
  local place="$tools/$1" wanted="$root/infra/$1/requirements.txt"
  [ -x "$place/bin/python" ] && fresh "$place/.installed" "$wanted" && return
  python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
  install_missing
  say "installing the Python packages of infra/$1"
  rm -rf "$place"
  python3 -m venv "$place"
  retry "$place/bin/pip" install -q --disable-pip-version-check uv==0.13.9
  retry "$place/bin/uv" pip install -q --system-certs --python "$place/bin/python" -r "$wanted"
  stamp "$place/.installed" "$wanted"
}
