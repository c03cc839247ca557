# Finds a JDK and Maven for the build, and installs them if that is permitted. Sourced by bash scripts; prints messages on stderr
# only.
# shellcheck shell=bash

minimum_java=17

# The usual folders of JDKs. A pattern without a match is not expanded, and is ignored later.
jdk_folders() {
  local javac
  if [[ -n "${JAVA_HOME:-}" ]]; then
    printf '%s\n' "$JAVA_HOME"
  fi
  if javac="$(command -v javac)" && javac="$(readlink -f "$javac")"; then
    printf '%s\n' "${javac%/bin/javac}"
  fi
  printf '%s\n' /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /usr/local/openjdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home
}

# Prints a line 'VERSION FOLDER' for every usable JDK, newest first. A JRE without javac is not usable. The version comes from the
# file 'release' that every JDK has, because starting each JDK would take a second.
jdks() {
  local folder version
  jdk_folders | while IFS= read -r folder; do
    [[ -x "$folder/bin/javac" && -x "$folder/bin/java" && -f "$folder/release" ]] || continue
    version="$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$folder/release")"
    [[ "${version%%[!0-9]*}" =~ ^[0-9]+$ ]] || continue
    ((${version%%[!0-9]*} >= minimum_java)) || continue
    printf '%s %s\n' "$version" "$folder"
  done | sort -s -r -V -k 1,1
}

# The folder of the newest JDK; empty if there is none.
newest_jdk() {
  jdks | sed -n '1s/^[^ ]* //p'
}

# The folder of a JDK of exactly this feature release; empty if there is none.
jdk_of_release() { # jdk_of_release 17
  jdks | sed -n "s/^$1\(\.[^ ]*\)\{0,1\} //p" | head -n 1
}

# The version of the JDK in a folder: jdk_version FOLDER
jdk_version() {
  sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release"
}

maven_program() {
  local home
  if command -v mvn; then
    return
  fi
  for home in "${MAVEN_HOME:-}" "${M2_HOME:-}" "${HOME:-}/.sdkman/candidates/maven/current"; do
    if [[ -n "$home" && -x "$home/bin/mvn" ]]; then
      printf '%s\n' "$home/bin/mvn"
      return
    fi
  done
}

# Whether this user may install packages without a password.
may_install() {
  command -v apt-get >/dev/null || return 1
  [[ "$(id -u)" == 0 ]] || sudo -n true 2>/dev/null
}

# Installs packages with apt: install_packages LOG PACKAGE ...; fails if that is not permitted or not possible.
install_packages() {
  local log="$1" run=()
  shift
  may_install || return 1
  # With scripts/lib/group.sh, a signal to the script also ends apt.
  ! declare -F in_group >/dev/null || run=(in_group)
  [[ "$(id -u)" == 0 ]] || run+=(sudo -n)
  # Update the lists first: on a new machine they are empty, on an old one they contain versions that do not exist any more.
  {
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@"
  } >>"$log" 2>&1 </dev/null
}

# Sets 'java_home' (the newest JDK) and 'maven' (the program mvn), installing what is missing: find_toolchain SAY LOG,
# where SAY is the command that prints messages for the user. If one of them is not available, prints a message and fails.
find_toolchain() {
  local say="$1" log="$2"
  java_home="$(newest_jdk)"
  maven="$(maven_program)"
  local missing=()
  [[ -n "$java_home" ]] || missing+=(default-jdk-headless)
  [[ -n "$maven" ]] || missing+=(maven)
  if ((${#missing[@]} > 0)) && may_install; then
    "$say" "installing ${missing[*]} with apt"
    install_packages "$log" "${missing[@]}" || "$say" "apt could not install ${missing[*]}; see $log"
    java_home="$(newest_jdk)"
    maven="$(maven_program)"
  fi
  if [[ -z "$java_home" ]]; then
    "$say" "needs a JDK $minimum_java or newer: install one (Debian: apt install default-jdk-headless) or set JAVA_HOME"
    return 1
  fi
  if [[ -z "$maven" ]]; then
    "$say" "needs Maven 3.6.3 or newer: install it (Debian: apt install maven) or set MAVEN_HOME"
    return 1
  fi
}
