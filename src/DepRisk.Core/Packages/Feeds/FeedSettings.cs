using System.Collections.Immutable;

namespace DepRisk.Packages.Feeds;

/// <summary>What the files nuget.config of a repository say together, for one folder.</summary>
/// <param name="Files">All that were read, the nearest first.</param>
/// <param name="Sources">Enabled ones, in the order in which they are first named from the top down.</param>
/// <param name="Disabled">Keys of sources, known here or not.</param>
/// <param name="Mapping">Empty where no id is mapped to a source.</param>
/// <param name="IsComplete">One of the files takes back what a user's or a machine's own configuration would add.</param>
public sealed record FeedSettings(
    ImmutableArray<FeedFile> Files, ImmutableArray<FeedSource> Sources, ImmutableArray<string> Disabled, ImmutableArray<FeedMapping> Mapping, bool IsComplete)
{
    public static readonly FeedSettings None = new([], [], [], [], false);

    /// <summary>As NuGet merges: a nearer file wins by key, and its <c>clear</c> takes back what the files above it say.</summary>
    /// <param name="files">The nearest first.</param>
    public static FeedSettings Of(IReadOnlyList<(FeedFile File, FeedConfiguration Configuration)> files)
    {
        var sources = new FeedSection<FeedSource>(source => source.Key);
        var disabled = new FeedSection<string>(key => key);
        var mapping = new FeedSection<FeedMapping>(mapped => mapped.Key);
        foreach (var (_, configuration) in files.Reverse())
        {
            sources.Merge(configuration.ClearsSources, configuration.Sources);
            disabled.Merge(configuration.ClearsDisabled, configuration.Disabled);
            mapping.Merge(configuration.ClearsMapping, configuration.Mapping);
        }

        return new FeedSettings(
            [.. files.Select(file => file.File)],
            [.. sources.Items().Where(source => !disabled.Contains(source.Key))],
            disabled.Items(),
            mapping.Items(),
            sources.IsCleared);
    }

    /// <summary>
    /// Keys of the sources that the mapping lets an id come from: those with the id itself as a pattern, else those with the longest beginning of it.
    /// Empty where no pattern fits: then NuGet finds it nowhere.
    /// </summary>
    public ImmutableArray<string> MappedTo(string id)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        var best = -1;
        foreach (var mapped in Mapping)
        {
            var length = mapped.Patterns.Max(pattern => Fit(pattern, id));
            if (length > best)
            {
                best = length;
                keys.Clear();
            }

            if (length >= 0 && length == best)
            {
                keys.Add(mapped.Key);
            }
        }

        return keys.ToImmutable();
    }

    /// <returns>How many characters fit, one more where all of the id is meant; -1 where the pattern does not fit.</returns>
    private static int Fit(string pattern, string id)
    {
        // What stands behind the first star is ignored by NuGet as well.
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? (pattern.Equals(id, StringComparison.OrdinalIgnoreCase) ? id.Length + 1 : -1)
            : (id.AsSpan().StartsWith(pattern.AsSpan(0, star), StringComparison.OrdinalIgnoreCase) ? star : -1);
    }
}

/// <param name="Path">Relative to the scope, with <c>/</c>.</param>
/// <param name="AddsSource">It names a source.</param>
public sealed record FeedFile(string Path, bool AddsSource);
