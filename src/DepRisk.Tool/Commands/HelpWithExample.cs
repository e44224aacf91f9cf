using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace DepRisk.Tool.Commands;

/// <summary>A command that shows how it is used, at the end of its help.</summary>
internal sealed class ExampleCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>System.CommandLine's help, and an example behind it.</summary>
internal sealed class HelpWithExample(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "deprisk scan Shop.slnx",
        "deprisk why Newtonsoft.Json",
        "deprisk completion bash >> ~/.bashrc",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        // The width of whoever reads it is not a fact about the tool: the same text in every window and log.
        help.MaxWidth = 100;
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(HelpText(parseResult));
        var examples = parseResult.CommandResult.Command is ExampleCommand command ? command.Examples : RootExamples;
        output.Write(examples.Count == 1 ? "Example:\n" : "Examples:\n");
        foreach (var example in examples)
        {
            output.Write($"  {example}\n");
        }

        return (int)ExitCode.Fine;
    }

    /// <summary>System.CommandLine calls the tool by the name of the process, which may be a host's; and it pads lines that it wraps.</summary>
    private string HelpText(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter { NewLine = "\n" };
        configuration.Output = text;
        // Of a hidden command it would say nothing at all, even to those who ask for it by name.
        parseResult.CommandResult.Command.Hidden = false;
        help.Invoke(parseResult);
        configuration.Output = output;
        var lines = text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  deprisk ", StringComparison.Ordinal).Split('\n');
        return string.Join('\n', lines.Select(line => line.TrimEnd()));
    }
}
