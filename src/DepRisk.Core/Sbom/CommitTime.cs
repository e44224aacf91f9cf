using System.Globalization;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>The time of an SBOM: when its inputs were committed, because the clock would make two runs differ.</summary>
/// <param name="Time">Null where nothing says; an SBOM without a timestamp is better than one with a made-up time.</param>
/// <param name="Source">A phrase for people.</param>
public sealed record CommitTime(DateTimeOffset? Time, string Source)
{
    /// <param name="sourceDateEpoch">
    /// The environment variable SOURCE_DATE_EPOCH (reproducible-builds.org): whole seconds since 1970; null where not set.
    /// </param>
    /// <returns>An error only for a value that is given and is no time.</returns>
    public static Result<CommitTime> Find(string folder, string? sourceDateEpoch)
    {
        if (OfEpoch(sourceDateEpoch) is { } given)
        {
            return given;
        }

        return OfHead(folder) is { } time
            ? new CommitTime(time, "the commit time of HEAD")
            : new CommitTime(null, "nothing dates the inputs: no SOURCE_DATE_EPOCH and no readable git commit");
    }

    private static DateTimeOffset? OfHead(string folder)
    {
        try
        {
            return GitRepository.Find(folder) is { } repository && repository.Head() is { } head && repository.Commit(head) is { } commit
                ? Committed(commit)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException or NotSupportedException)
        {
            // A repository that we cannot read dates nothing; the caller says so.
            return null;
        }
    }

    /// <summary><c>committer Name &lt;address&gt; 1700000000 +0100</c>, before the first empty line.</summary>
    private static DateTimeOffset? Committed(ReadOnlySpan<byte> commit)
    {
        while (commit.IndexOf((byte)'\n') is var end and > 0)
        {
            var line = commit[..end];
            if (line.StartsWith("committer "u8))
            {
                var rest = line[(line.LastIndexOf((byte)'>') + 1)..].Trim((byte)' ');
                var space = rest.IndexOf((byte)' ');
                return Seconds(System.Text.Encoding.ASCII.GetString(space < 0 ? rest : rest[..space]));
            }

            commit = commit[(end + 1)..];
        }

        return null;
    }

    /// <returns>Null where the variable is not set; an error where it is no time.</returns>
    public static Result<CommitTime>? OfEpoch(string? sourceDateEpoch)
    {
        if (string.IsNullOrEmpty(sourceDateEpoch))
        {
            return null;
        }

        return Seconds(sourceDateEpoch) is { } given
            ? new CommitTime(given, "SOURCE_DATE_EPOCH")
            : new InputError(InputErrorCode.Unexpected, "SOURCE_DATE_EPOCH", $"is '{Short(sourceDateEpoch)}'; give whole seconds since 1970-01-01 UTC");
    }

    private static DateTimeOffset? Seconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
