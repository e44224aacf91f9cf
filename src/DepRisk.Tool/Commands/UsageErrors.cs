using System.CommandLine;
using System.CommandLine.Parsing;
using DepRisk.Input;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Says what is wrong with a command line, what is nearest to it, and where the help is.</summary>
internal static class UsageErrors
{
    /// <returns>False where the command line is right.</returns>
    public static bool Report(ParseResult parse, Terminal terminal)
    {
        var messages = Messages(parse);
        foreach (var message in messages)
        {
            terminal.ErrorLine($"deprisk: {message}", Tone.Error);
        }

        if (messages.Length > 0)
        {
            terminal.ErrorLine($"Help: {CommandText(parse)} --help");
        }

        return messages.Length > 0;
    }

    /// <summary>The command without its arguments: they may name paths.</summary>
    public static string CommandText(ParseResult parse) =>
        parse.CommandResult.Command is RootCommand ? "deprisk" : $"deprisk {parse.CommandResult.Command.Name}";

    private static string[] Messages(ParseResult parse)
    {
        if (UnknownNames(parse).FirstOrDefault() is { } unknown)
        {
            // What follows it is often its value, and no mistake of its own.
            return [Unknown(parse, unknown)];
        }

        return [.. parse.Errors.Select(error => OneLine(error.Message)).Distinct(StringComparer.Ordinal)];
    }

    // System.CommandLine lists the values that it accepts one a line.
    private static string OneLine(string message)
    {
        var lines = message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 1 ? lines[0] : $"{lines[0]} {string.Join(", ", lines[1..])}";
    }

    // System.CommandLine takes an option that it does not know for an argument as long as there is room for one.
    private static IEnumerable<string> UnknownNames(ParseResult parse)
    {
        var isBehindDashes = false;
        foreach (var token in parse.Tokens)
        {
            isBehindDashes |= token.Type is TokenType.DoubleDash;
            if (!isBehindDashes && token.Type is TokenType.Argument && token.Value is ['-', _, ..] && !IsValueOfOption(parse, token))
            {
                yield return token.Value;
            }
        }

        foreach (var name in parse.UnmatchedTokens.Where(name => name is not ['-', _, ..]))
        {
            yield return name;
        }
    }

    private static bool IsValueOfOption(ParseResult parse, Token token) =>
        parse.CommandResult.Children.OfType<OptionResult>().Any(option => option.Tokens.Any(value => ReferenceEquals(value, token)));

    private static string Unknown(ParseResult parse, string name)
    {
        var command = parse.CommandResult.Command;
        if (name is ['-', ..])
        {
            var options = command.Options.Concat(parse.RootCommandResult.Command.Options.Where(option => option.Recursive))
                .SelectMany(option => option.Aliases.Append(option.Name))
                .Where(option => option.StartsWith("--", StringComparison.Ordinal));
            return $"'{name}' is not an option of {CommandText(parse)}{DidYouMean(name, options)}";
        }

        return command is RootCommand
            ? $"'{name}' is not a command{DidYouMean(name, command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name))}"
            : $"'{name}' is one argument too many for {CommandText(parse)}";
    }

    private static string DidYouMean(string name, IEnumerable<string> known) =>
        Nearest.To(name, known, limit: 1) is [var nearest] ? $"; did you mean {nearest}?" : "";
}
