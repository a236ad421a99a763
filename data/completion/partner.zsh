#compdef partner
# Completion of `partner` for zsh: partner itself says what may stand at the cursor.
_partner() {
  local line value
  local -a found
  for line in "${(@f)$(command partner __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
    elif [[ -n $line ]]; then
      value=${line%%$'\t'*}
      value=${value//\\/\\\\}
      found+=("${value//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( $#found )) && _describe partner found
}
if [[ $funcstack[1] == _partner ]]; then
  _partner "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
  compdef _partner partner
fi
