# The QEMUs that tests run against. Sourced by bash scripts.
# shellcheck shell=bash

# Where scripts/fetch-qemu, fetch-qemu-source and fetch-guest put what they fetch.
qemu_cache="${XDG_CACHE_HOME:-$HOME/.cache}/qmp4j/qemu"

# Makes a folder with links to the four programs of the distribution's QEMU, because some of them are in sbin folders. False
# where one of them is not installed.
link_distribution_qemu() { # link_distribution_qemu FOLDER
  local program path
  mkdir -p "$1"
  for program in qemu-system-x86_64 qemu-img qemu-storage-daemon qemu-ga; do
    path="$(PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v "$program")" || return
    ln -sf "$path" "$1/$program"
  done
}

qemu_version() { # qemu_version FOLDER
  "$1/qemu-system-x86_64" --version | sed -n '1s/^QEMU emulator version \([0-9.]*\).*/\1/p'
}

# Prints the arguments of Maven, a line each, with which integration tests use the QEMU of a folder, and of the rest what has
# been fetched.
qemu_properties() { # qemu_properties FOLDER
  printf '%s\n' "-Dqmp4j.qemu.bin=$1" "-Dqmp4j.qemu.name=$(qemu_version "$1" | cut -d . -f 1,2)"
  printf -- '-Dqmp4j.python.path=%s\n' "$(folder_if_there "$qemu_cache/sid/python")"
  printf -- '-Dqmp4j.qemu.source=%s\n' "$(folder_if_there "$qemu_cache-source")"
  printf -- '-Dqmp4j.guest=%s\n' "$(folder_if_there "${qemu_cache%/*}/guest")"
}

folder_if_there() {
  [[ ! -d "$1" ]] || printf '%s' "$1"
}
