# Runs commands so that a signal to the script also ends them. Sourced by bash scripts that stay in the foreground.
# shellcheck shell=bash

# The process group of the running command; empty if no command runs.
group=

# Runs a command or a function in a subshell with its own process group, and returns its exit code. The shell waits for it with
# 'wait', which a signal interrupts. While a command runs in the foreground, the shell would not run its traps.
in_group() { # in_group COMMAND [ARGUMENT ...]
  local code=0
  # Job control gives each background command a process group; programs that it starts stay in this group.
  set -m
  "$@" &
  group=$!
  set +m
  wait "$group" || code=$?
  group=
  return "$code"
}

# Sends SIGTERM to the running command and its programs, SIGKILL to those that are left after ten seconds, and exits.
exit_with_group() { # exit_with_group EXIT_CODE
  local i
  trap '' HUP INT TERM
  if [[ -n "$group" ]]; then
    kill -TERM -- "-$group" 2>/dev/null
    for ((i = 0; i < 100; i++)); do
      is_running "$group" || break
      sleep 0.1
    done
    kill -KILL -- "-$group" 2>/dev/null
  fi
  exit "$1"
}

# Whether a process of a group runs. A zombie does not count.
is_running() { # is_running GROUP
  local stat fields
  for stat in /proc/[0-9]*/stat; do
    # proc(5): the name ends at the last bracket; after it are state, parent and group.
    { read -r stat <"$stat"; } 2>/dev/null || continue
    read -ra fields <<<"${stat##*) }"
    [[ "${fields[2]}" != "$1" || "${fields[0]}" == Z ]] || return 0
  done
  return 1
}

trap 'exit_with_group 129' HUP
trap 'exit_with_group 130' INT
trap 'exit_with_group 143' TERM
