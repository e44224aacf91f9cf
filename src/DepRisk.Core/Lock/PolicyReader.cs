using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Input;

namespace DepRisk.Lock;

/// <summary>
/// Reads a policy and what it extends. Of one key, the extending file wins; a list takes the place of the list that it extends. What a policy does not
/// know it refuses: a key with a typing error would silently decide nothing.
/// </summary>
public static class PolicyReader
{
    /// <param name="path">Absolute.</param>
    /// <param name="rules">The ids of the rules that exist.</param>
    public static Result<Policy> Read(string path, ImmutableArray<string> rules)
    {
        var files = new List<PolicyFile>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        InputError? wrong;
        for (var (next, by) = ((string?)path, (string?)null); next is not null; (next, by) = (Extended(next, files[^1]), next))
        {
            if (by is not null && Refusal(by, files, seen.Contains(next), File.Exists(next)) is { } refusal)
            {
                return refusal;
            }

            seen.Add(next);
            if (!InputFile.Read(next, Limits.PolicyBytes).Succeeded(out var bytes, out wrong) || !PolicyFile.Parse(next, bytes, rules).Succeeded(out var file, out wrong))
            {
                return wrong;
            }

            files.Add(file);
        }

        return files.AsEnumerable().Reverse().SelectMany(file => file.Changes).Aggregate(Policy.Default, (policy, change) => change(policy)) with { ReadFrom = [.. seen] };
    }

    private static string? Extended(string path, PolicyFile file) => file.Extends is null ? null : Path.GetFullPath(file.Extends, Path.GetDirectoryName(path)!);

    private static InputError? Refusal(string by, List<PolicyFile> files, bool isCycle, bool exists)
    {
        var file = files[^1];
        var (code, reason) = isCycle ? (InputErrorCode.Unexpected, $"extends {file.Extends}, which extends this file in turn")
            : files.Count >= Limits.PolicyDepth ? (InputErrorCode.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"extends {file.Extends}: more than {Limits.PolicyDepth} policies in a row"))
            : !exists ? (InputErrorCode.Unreadable, $"extends {file.Extends}, which is no file")
            : (default, null);
        return reason is null ? null : new InputError(code, by, reason, file.ExtendsAt.Line, file.ExtendsAt.Column);
    }
}
