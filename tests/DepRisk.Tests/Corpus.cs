namespace DepRisk.Tests;

/// <summary>Real lock files, assets files, SBOMs and schemas that lie beside the checkout and are never copied into it.</summary>
public static class Corpus
{
    public const string Missing = "The corpus of real files is not beside this checkout (shared/corpus, or DEPRISK_CORPUS).";

    public static string? Root { get; } = Find();

    /// <summary>Full paths, sorted; empty where there is no corpus.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        if (Root is null)
        {
            return [];
        }

        var files = Directory.GetFiles(Path.Combine(Root, folder), pattern, new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MatchCasing = MatchCasing.CaseInsensitive,
            AttributesToSkip = FileAttributes.None,
        });
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>A path for messages: relative to the corpus.</summary>
    public static string Name(string path) => Path.GetRelativePath(Root!, path).Replace('\\', '/');

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("DEPRISK_CORPUS") is { Length: > 0 } given)
        {
            return Directory.Exists(given) ? given : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test over the corpus; skipped, saying so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = Corpus.Root is null ? Corpus.Missing : null;
}

/// <summary>As <see cref="CorpusFactAttribute"/>, for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute() => Skip = Corpus.Root is null ? Corpus.Missing : null;
}
