# Completion of `partner` for fish: partner itself says what may stand at the cursor.
function __partner_completion
    set -l before (commandline -opc)
    set -l current (string replace -r '^["\']' '' -- (commandline -ct))
    for line in (command partner __complete fish $before[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c partner -f -a '(__partner_completion)'
