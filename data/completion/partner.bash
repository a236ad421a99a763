# Completion of `partner` for bash 3.2 and later: partner itself says what may stand at the cursor.
_partner_completion() {
  local IFS=$'\n' line
  COMPREPLY=()
  while read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$2"))
    else
      COMPREPLY+=("$line")
    fi
  done < <(command partner __complete bash "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
}
complete -F _partner_completion partner
