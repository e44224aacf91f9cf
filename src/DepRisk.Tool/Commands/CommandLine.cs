using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DepRisk.Tool.Commands;

/// <summary>The whole command line: one line a command.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Seams seams)
    {
        var root = new RootCommand("Which single dependency is the real center of power in a .NET code base.")
        {
            ScanCommand.Create(seams),
            SbomCommand.Create(seams),
            WhyCommand.Create(seams),
            FindCommand.Create(seams),
            GraphCommand.Create(seams),
            CompletionCommand.Create(seams),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption help)
            {
                help.Action = new HelpWithExample((HelpAction)help.Action!);
            }
            else if (option is VersionOption version)
            {
                version.Action = new VersionAction(seams);
            }
        }

        return root;
    }

    /// <summary>Without a command there is nothing to do: the help, and the exit code of wrong usage, so that no script takes it for a success.</summary>
    public static bool IsEmpty(ParseResult parse) => parse.Tokens.Count == 0;

    private sealed class VersionAction(Seams seams) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            seams.Terminal.Line(ToolVersion.Text);
            return (int)ExitCode.Fine;
        }
    }
}
