# Reads Debian archives of any suite without root and without touching the machine's own apt. Sourced by bash scripts that
# define 'die' and set 'log', the file that programs write to.
# shellcheck shell=bash

# The mirror that serves Debian's main archive here. Asked of apt, which reads every format of sources. Security and
# backports mirrors have other paths; Origin and Label are only known once 'apt-get update' ran, so the path decides.
debian_mirror() {
  if [[ -n "${QMP4J_DEBIAN_MIRROR:-}" ]]; then
    printf '%s\n' "${QMP4J_DEBIAN_MIRROR%/}"
    return
  fi
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(COMPONENT) $(REPO_URI)' 'Created-By: Packages' \
    | awk '$1 == "main" && $2 ~ /\/debian\/?$/ { sub(/\/$/, "", $2); print $2; exit }'
}

# The keys that sign all suites, newest first. A Debian that was not updated since a suite came out lacks its key; its
# own suite's newest keyring package, which the keys at hand do verify, has it.
keyring() { # keyring WORK_FOLDER
  local work="$1" own=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$work/keyring"
  if (cd "$work/keyring" && apt-get download -qq -o APT::Sandbox::User="$(id -un)" debian-archive-keyring) \
    >>"${log:?}" 2>&1; then
    dpkg -x "$work"/keyring/*.deb "$work/keyring"
    own="$(find "$work/keyring" -name 'debian-archive-keyring.*' -path '*keyrings/*' | sort | head -n 1)"
  fi
  [[ -f "$own" ]] || die "no Debian archive keys here; install the package debian-archive-keyring"
  printf '%s\n' "$own"
}

# An apt that knows nothing of this machine but how to reach the network (proxies and the like stay in force).
# Its commands are run as 'apt-get -c WORK_FOLDER/apt/apt.conf ...'.
private_apt() { # private_apt WORK_FOLDER SUITE deb|deb-src
  local work="$1" suite="$2" kind="$3" mirror keys
  mirror="$(debian_mirror)"
  [[ -n "$mirror" ]] || die "apt names no mirror of Debian here; set QMP4J_DEBIAN_MIRROR to the URL of one"
  keys="$(keyring "$work")"
  mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial}
  : >"$work/apt/status"
  printf '%s [signed-by=%s] %s %s main\n' "$kind" "$keys" "$mirror" "$suite" >"$work/apt/sources.list"
  cat >"$work/apt/apt.conf" <<END
// Nothing counts as installed: apt resolves the whole closure down to the C library, which makes the tree stand alone.
Dir::State::status "$work/apt/status";
// Lists and downloads of our own: no root, and nothing of the machine's apt is touched.
Dir::State "$work/apt/state";
Dir::Cache "$work/apt/cache";
// The one suite asked for, and no pinning that the machine may have for its own.
Dir::Etc::SourceList "$work/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
// What QEMU can do without: graphics drivers, firmware for other uses, documentation.
APT::Install-Recommends "false";
APT::Install-Suggests "false";
// Downloads as the caller: apt's own download user cannot write into a private cache folder.
APT::Sandbox::User "$(id -un)";
// The launchers below name this architecture's loader.
APT::Architecture "amd64";
#clear APT::Architectures;
APT::Architectures { "amd64"; };
// Translations and desktop metadata are of no use here.
Acquire::Languages "none";
#clear Acquire::IndexTargets::deb::DEP-11;
// Hooks of the machine are for its own packages; some need root, some delete downloads.
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
#clear APT::Keep-Downloaded-Packages;
APT::Keep-Downloaded-Packages "true";
// A mirror may stumble.
Acquire::Retries "3";
END
}
