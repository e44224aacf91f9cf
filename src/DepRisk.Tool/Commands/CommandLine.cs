using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DepRisk.Tool.Commands;

/// <summary>The whole command line: one line a command.</summary>
internal static class CommandLine
{
    private static readonly (string Name, Func<Seams, Command> Create)[] Commands =
    [
        ("scan", ScanCommand.Create),
        ("sbom", SbomCommand.Create),
        ("why", WhyCommand.Create),
        ("power", PowerCommand.Create),
        ("what-if", WhatIfCommand.Create),
        ("lock", LockCommand.Create),
        ("diff", DiffCommand.Create),
        ("find", FindCommand.Create),
        ("graph", GraphCommand.Create),
        ("fetch", FetchCommand.Create),
        ("init", InitCommand.Create),
        ("completion", CompletionCommand.Create),
    ];

    /// <param name="args">When they start with a command, only that one is made: each costs milliseconds of every start.</param>
    public static RootCommand Create(Seams seams, IReadOnlyList<string> args)
    {
        var root = new RootCommand("Which single dependency is the real center of power in a .NET code base.");
        var named = args.Count == 0 ? -1 : Array.FindIndex(Commands, command => command.Name.Equals(args[0], StringComparison.Ordinal));
        foreach (var (_, create) in named < 0 ? Commands : [Commands[named]])
        {
            root.Add(create(seams));
        }

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
