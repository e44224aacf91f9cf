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
        help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var examples = parseResult.CommandResult.Command is ExampleCommand command ? command.Examples : RootExamples;
        output.Write(examples.Count == 1 ? "Example:\n" : "Examples:\n");
        foreach (var example in examples)
        {
            output.Write($"  {example}\n");
        }

        return (int)ExitCode.Fine;
    }
}
