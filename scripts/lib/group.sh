# Runs commands so that a signal to the script ends them, too. Sourced by bash scripts, which stay in the foreground.
# shellcheck shell=bash

# The process group of the command that runs; empty if none does.
group=

# Runs a command or a function, in a process group of its own and in a subshell, and returns its exit code. The shell waits for
# it by 'wait', which a signal interrupts; a command in the foreground would keep it from running its traps.
in_group() { # in_group COMMAND [ARGUMENT ...]
  local code=0
  # Job control gives each background command a group; programs that it starts stay in that.
  set -m
  "$@" &
  group=$!
  set +m
  wait "$group" || code=$?
  group=
  return "$code"
}

# Sends SIGTERM to all that runs, SIGKILL to what is left after ten seconds, and exits.
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

# Whether a process of a group runs; one that has ended and was not waited for by its parent does not.
is_running() { # is_running GROUP
  local stat fields
  for stat in /proc/[0-9]*/stat; do
    # proc(5): behind the name, which ends in the last bracket, are state, parent and group.
    { read -r stat <"$stat"; } 2>/dev/null || continue
    read -ra fields <<<"${stat##*) }"
    [[ "${fields[2]}" != "$1" || "${fields[0]}" == Z ]] || return 0
  done
  return 1
}

trap 'exit_with_group 129' HUP
trap 'exit_with_group 130' INT
trap 'exit_with_group 143' TERM
