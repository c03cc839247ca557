# Finds the accelerator that can run guests on this host. Sourced by bash scripts.
# shellcheck shell=bash

# Prints 'kvm', or 'tcg' with the reason, by the same rule as org.qmp4j.machine.host.KvmSupport.
accelerator() { # accelerator DEVICE CPU_INFO
  local device="$1" cpu_info="$2" flags
  flags="$(grep -m 1 '^flags' "$cpu_info" 2>/dev/null)"
  if [[ ! -e "$device" ]]; then
    printf 'tcg (%s does not exist)\n' "$device"
  elif [[ ! -r "$device" || ! -w "$device" ]]; then
    printf 'tcg (this user may not read and write %s)\n' "$device"
  elif [[ -n "$flags" ]] && ! grep -qwE 'vmx|svm' <<<"$flags"; then
    printf 'tcg (%s exists, but the CPU has neither of the flags vmx and svm)\n' "$device"
  else
    printf 'kvm\n'
  fi
}
