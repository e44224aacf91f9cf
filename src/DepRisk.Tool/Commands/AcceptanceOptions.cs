using System.CommandLine;
using System.CommandLine.Parsing;

namespace DepRisk.Tool.Commands;

/// <summary>Options that accept one finding by name, or take that back.</summary>
internal sealed class AcceptanceOptions
{
    private readonly Option<string?> _accept = new("--accept") { HelpName = "RULE:SUBJECT", Description = "Accept this finding alone, such as DR1001:DotNetZip, and leave the rest of the lock as it is" };
    private readonly Option<DateOnly?> _until = DayOption.Create("--until", "The last day on which it is accepted, such as 2027-01-31");
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for those who read the lock later" };
    private readonly Option<string?> _reject = new("--reject") { HelpName = "RULE:SUBJECT", Description = "Take the acceptance of this finding back: it is new again" };

    public void AddTo(Command command)
    {
        command.Add(_accept);
        command.Add(_until);
        command.Add(_reason);
        command.Add(_reject);
        command.Validators.Add(Validate);
    }

    /// <returns>Null where today's state is accepted as a whole.</returns>
    public Acceptance? Of(ParseResult parse) =>
        parse.GetValue(_accept) is { } accepted ? Acceptance.Accept(accepted, parse.GetValue(_until)!.Value, parse.GetValue(_reason)!.Trim())
        : parse.GetValue(_reject) is { } rejected ? Acceptance.Reject(rejected)
        : null;

    private void Validate(CommandResult result)
    {
        var (accepts, rejects) = (result.GetResult(_accept) is not null, result.GetResult(_reject) is not null);
        var (hasUntil, hasReason) = (result.GetResult(_until) is not null, result.GetResult(_reason) is not null);
        if (accepts && rejects)
        {
            result.AddError("--accept and --reject exclude each other");
        }
        else if (!accepts && (hasUntil || hasReason))
        {
            result.AddError("--until and --reason belong to --accept RULE:SUBJECT");
        }
        else if (accepts && !(hasUntil && hasReason))
        {
            result.AddError("--accept needs --until DATE and --reason TEXT: nothing is accepted for ever or without a reason");
        }
        else if (accepts && string.IsNullOrWhiteSpace(result.GetValue(_reason)))
        {
            result.AddError("--reason is empty; say why for those who read the lock later");
        }

        foreach (var option in new[] { _accept, _reject })
        {
            if (result.GetResult(option) is not null && !Acceptance.IsName(result.GetValue(option)))
            {
                result.AddError($"{option.Name} takes the id of a rule and a subject, such as DR1001:DotNetZip");
            }
        }
    }
}
