# The QEMUs for the tests. Sourced by bash scripts.
# shellcheck shell=bash

# The folder of scripts/fetch-qemu, fetch-qemu-source and fetch-guest.
qemu_cache="${XDG_CACHE_HOME:-$HOME/.cache}/qmp4j/qemu"

# Creates a folder with links to the four programs of the distribution's QEMU, because some of them are in sbin folders. Fails if
# one of them is not installed.
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

# The folders of fetched files; empty if they were not fetched.
fetched_python() { folder_with "$qemu_cache/sid/python" qemu; }
fetched_source() { folder_with "$qemu_cache-source" 7.2; }
fetched_guest() { folder_with "${qemu_cache%/*}/guest" version; }

folder_with() { # folder_with FOLDER ENTRY
  [[ ! -e "$1/$2" ]] || printf '%s\n' "$1"
}

# Prints the Maven arguments that pass the QEMU of a folder and all fetched files to integration tests, one for each line.
qemu_properties() { # qemu_properties FOLDER
  printf '%s\n' "-Dqmp4j.qemu.bin=$1" "-Dqmp4j.qemu.name=$(qemu_version "$1" | cut -d . -f 1,2)" \
    "-Dqmp4j.python.path=$(fetched_python)" "-Dqmp4j.qemu.source=$(fetched_source)" "-Dqmp4j.guest=$(fetched_guest)"
}
