# Sourced by the scripts: `debian COMMAND PACKAGE…` gets a command from Debian; what cannot be had ends
# the script with 77.

cannot() { echo "cannot be installed: $*" >&2; exit 77; }

debian() {
  local command=$1
  shift
  if command -v "$command" >/dev/null; then return; fi
  [ "$(id -u)" = 0 ] || cannot "$command: not root"
  # One at a time: the package manager has one lock.
  (
    flock 9
    export DEBIAN_FRONTEND=noninteractive
    if command -v "$command" >/dev/null; then exit; fi
    { timeout 30 apt-get update && timeout 90 apt-get install -y --no-install-recommends "$@"; } >/dev/null 2>&1
  ) 9>"$INSTALLED/../lock" || cannot "$@"
}
