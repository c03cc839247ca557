# Reads Debian archives of any suite, without root and without changing the machine's own apt. Sourced by bash scripts that define
# 'die' and set 'log', the file for the output of programs.
# shellcheck shell=bash

# Prints the mirror of Debian's main archive that this machine uses. apt finds it, because it reads every format of sources. The path
# of the URL distinguishes it from mirrors for security and backports: Origin and Label are known only after 'apt-get update'.
debian_mirror() {
  if [[ -n "${QMP4J_DEBIAN_MIRROR:-}" ]]; then
    printf '%s\n' "${QMP4J_DEBIAN_MIRROR%/}"
    return
  fi
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(COMPONENT) $(REPO_URI)' 'Created-By: Packages' \
    | awk '$1 == "main" && $2 ~ /\/debian\/?$/ { sub(/\/$/, "", $2); print $2; exit }'
}

# Prints the file with the keys that sign all suites. A Debian that was not updated after the release of a suite does not have its
# key. The newest keyring package of its own suite has this key, and the installed keys verify that package.
keyring() { # keyring WORK_FOLDER
  local work="$1" own=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$work/keyring"
  if (cd "$work/keyring" && apt-get download -qq -o APT::Sandbox::User="$(id -un)" debian-archive-keyring) \
    >>"${log:?}" 2>&1; then
    dpkg -x "$work"/keyring/*.deb "$work/keyring"
    own="$(find "$work/keyring" -name 'debian-archive-keyring.*' -path '*keyrings/*' | sort | head -n 1)"
  fi
  [[ -f "$own" ]] || die "no keys of the Debian archive found; install the package debian-archive-keyring"
  printf '%s\n' "$own"
}

# Creates a configuration of apt that uses nothing of this machine except its network settings, such as proxies.
# Use it as 'apt-get -c WORK_FOLDER/apt/apt.conf ...'.
private_apt() { # private_apt WORK_FOLDER SUITE deb|deb-src
  local work="$1" suite="$2" kind="$3" mirror keys
  mirror="$(debian_mirror)"
  [[ -n "$mirror" ]] || die "apt has no Debian mirror configured; set QMP4J_DEBIAN_MIRROR to the URL of a mirror"
  keys="$(keyring "$work")"
  mkdir -p "$work"/apt/{state/lists/partial,cache/archives/partial}
  : >"$work/apt/status"
  printf '%s [signed-by=%s] %s %s main\n' "$kind" "$keys" "$mirror" "$suite" >"$work/apt/sources.list"
  cat >"$work/apt/apt.conf" <<END
// No package counts as installed, so apt downloads all dependencies, including the C library, and the tree needs nothing else.
Dir::State::status "$work/apt/status";
// Separate lists and downloads: they need no root, and the machine's apt is not changed.
Dir::State "$work/apt/state";
Dir::Cache "$work/apt/cache";
// Only the requested suite, without the pinning of this machine.
Dir::Etc::SourceList "$work/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
// Leave out what QEMU does not need: graphics drivers, other firmware, documentation.
APT::Install-Recommends "false";
APT::Install-Suggests "false";
// Download as the calling user, because apt's own download user cannot write into the cache folder.
APT::Sandbox::User "$(id -un)";
// The launchers of scripts/fetch-qemu use the loader of this architecture.
APT::Architecture "amd64";
#clear APT::Architectures;
APT::Architectures { "amd64"; };
// Translations and desktop metadata are not needed.
Acquire::Languages "none";
#clear Acquire::IndexTargets::deb::DEP-11;
// No hooks: the machine's hooks are for its own packages; some need root, and some delete downloads.
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
#clear APT::Keep-Downloaded-Packages;
APT::Keep-Downloaded-Packages "true";
// Mirrors sometimes fail.
Acquire::Retries "3";
END
}
