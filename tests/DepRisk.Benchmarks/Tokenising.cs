using System.Text.Json;

namespace DepRisk.Benchmarks;

/// <summary>The floor: what any reader of these files that looks at every token must at least do.</summary>
public static class Tokenising
{
    public static IReadOnlyList<string> AssetsFiles(string folder)
    {
        var files = Directory.GetFiles(folder, "project.assets.json", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <returns>The number of tokens, so that no compiler leaves the work out.</returns>
    public static long Count(IReadOnlyList<string> files)
    {
        long tokens = 0;
        foreach (var file in files)
        {
            var reader = new Utf8JsonReader(File.ReadAllBytes(file));
            while (reader.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }
}
