using System.Collections.Immutable;
using DepRisk.Input;
using DepRisk.Lock;
using DepRisk.Rules;

namespace DepRisk.Tool.Commands;

/// <summary>One finding that somebody accepts by name, or accepts no longer.</summary>
internal sealed record Acceptance
{
    private readonly string _rule;
    private readonly string _subject;
    private readonly DateOnly? _until;
    private readonly string _reason;

    private Acceptance(string name, DateOnly? until, string reason)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        (_rule, _subject, _until, _reason) = (name[..colon].Trim(), name[(colon + 1)..].Trim(), until, reason);
    }

    public static Acceptance Accept(string name, DateOnly until, string reason) => new(name, until, reason);

    public static Acceptance Reject(string name) => new(name, null, "");

    /// <summary>A subject may have colons itself: owner:NAME.</summary>
    public static bool IsName(string? text) => text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !string.IsNullOrWhiteSpace(text[(colon + 1)..]);

    /// <returns>The lock with this one thing changed.</returns>
    public Result<DepRiskLock> Apply(Assessment assessment)
    {
        if (assessment.Input.Lock is not { } old)
        {
            return Wrong("there is no lock yet: 'deprisk lock' accepts today's state first");
        }

        return _until is { } until ? Accepted(old, assessment.Findings, until) : Rejected(old);
    }

    private Result<DepRiskLock> Accepted(DepRiskLock old, ImmutableArray<Finding> findings, DateOnly until)
    {
        if (findings.FirstOrDefault(finding => IsThis(finding.Rule.Id, finding.Subject)) is not { } found)
        {
            return Wrong($"there is no finding {_rule}:{_subject}{Advice(findings.Select(finding => $"{finding.Rule.Id}:{finding.Subject}"))}");
        }

        var accepted = new AcceptedFinding(found.Rule.Id, found.Subject, until, _reason);
        return old with
        {
            // Accepted as part of a state it would never run out.
            Findings = [.. old.Findings.Where(finding => !AcceptedState.IsSame(finding.Rule, finding.Subject, found))],
            Accepted =
            [
                .. old.Accepted.Where(finding => !AcceptedState.IsSame(finding.Rule, finding.Subject, found)).Append(accepted)
                    .OrderBy(finding => finding.Rule, StringComparer.Ordinal).ThenBy(finding => finding.Subject, StringComparer.Ordinal),
            ],
        };
    }

    private Result<DepRiskLock> Rejected(DepRiskLock old)
    {
        var now = old with
        {
            Findings = [.. old.Findings.Where(finding => !IsThis(finding.Rule, finding.Subject))],
            Accepted = [.. old.Accepted.Where(finding => !IsThis(finding.Rule, finding.Subject))],
        };
        var names = old.Accepted.Select(finding => $"{finding.Rule}:{finding.Subject}").Concat(old.Findings.Select(finding => $"{finding.Rule}:{finding.Subject}"));
        return now.Findings.Length == old.Findings.Length && now.Accepted.Length == old.Accepted.Length
            ? Wrong($"the lock does not accept {_rule}:{_subject}{Advice(names)}")
            : now;
    }

    private bool IsThis(string rule, string subject) => rule.Equals(_rule, StringComparison.OrdinalIgnoreCase) && subject.Equals(_subject, StringComparison.OrdinalIgnoreCase);

    private string Advice(IEnumerable<string> names) => Nearest.To($"{_rule}:{_subject}", names, limit: 1) is [var nearest] ? $"; did you mean {nearest}?" : "";

    private static InputError Wrong(string message) => new(InputErrorCode.Unexpected, DepRiskLock.FileName, message);
}
