using System.CommandLine;

namespace DepRisk.Tool.Commands;

/// <summary>Prints what a shell needs to complete deprisk's commands and options; the shell then asks <c>deprisk [suggest]</c>.</summary>
internal static class CompletionCommand
{
    // `[suggest:N] "text"` prints one candidate a line for the cursor at character N of the text.
    private const string Bash = """
        _deprisk_complete() {
            local line
            COMPREPLY=()
            while IFS='' read -r line; do
                COMPREPLY+=("$line")
            done < <(compgen -W "$(deprisk "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _deprisk_complete deprisk
        """;

    private const string Zsh = """
        _deprisk_complete() {
            local -a candidates
            candidates=("${(@f)$(deprisk "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -- ${candidates:#}
            _files
        }
        compdef _deprisk_complete deprisk
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName deprisk -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            deprisk "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                Where-Object { $_ -like "$wordToComplete*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    private static readonly string[] Shells = ["bash", "zsh", "pwsh"];

    public static Command Create(Seams seams)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh" }.AcceptOnlyFrom(Shells);
        var command = new ExampleCommand("completion", "Print the script that gives a shell tab completion", "deprisk completion bash >> ~/.bashrc")
        {
            shell,
        };

        // Needed once a machine: the root's help shows it as an example and keeps its list to the daily commands.
        command.Hidden = true;
        command.SetAction(parse =>
        {
            var script = parse.GetValue(shell) switch
            {
                "zsh" => Zsh,
                "pwsh" => PowerShell,
                _ => Bash,
            };
            foreach (var line in script.Split('\n'))
            {
                // Raw: it is a constant of ours, and every character of it counts.
                seams.Terminal.Output.WriteLine(line.TrimEnd('\r'));
            }

            return (int)ExitCode.Fine;
        });
        return command;
    }

    private static Argument<string> AcceptOnlyFrom(this Argument<string> argument, string[] values)
    {
        argument.AcceptOnlyFromAmong(values);
        return argument;
    }
}
