# Completion of `partner` for PowerShell: partner itself says what may stand at the cursor.
Register-ArgumentCompleter -Native -CommandName partner -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { if ($null -ne $_.Value) { "$($_.Value)" } else { $_.Extent.Text } })
    # Windows PowerShell leaves out a word that is empty: the one at the cursor begins with a colon.
    & partner __complete powershell @before ":$($wordToComplete.Trim('''"'))" 2>$null | ForEach-Object {
        if ($_ -eq ':files') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        } else {
            $value, $about = $_ -split "`t", 2
            # Bare, a comma makes a list of it, and 007 or 10kb a number.
            $plain = '^(?:[1-9]\d{0,8}|(?:[A-Za-z_]|--(?=[a-z]))[\w@+=:./-]*)$'
            $text = if ($value -match $plain) { $value } else { "'" + $value.Replace("'", "''") + "'" }
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
        }
    }
}
