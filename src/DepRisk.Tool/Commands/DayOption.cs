using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DepRisk.Tool.Commands;

/// <summary>A day, written in one way everywhere.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> Create(string name, string description) => new(name) { HelpName = "DATE", Description = description, CustomParser = Parse };

    private static DateOnly? Parse(ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no day; write for example 2026-01-31");
        return null;
    }
}
