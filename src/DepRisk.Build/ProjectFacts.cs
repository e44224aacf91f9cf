using System.Text;
using DepRisk.Restore;

namespace DepRisk.Build;

/// <summary>Leaves what MSBuild evaluated beside the restore output, so that the tool needs no MSBuild to know it.</summary>
internal static class ProjectFacts
{
    public static void Write(BuildRequest request)
    {
        if (Path.GetDirectoryName(request.AssetsPath) is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        var text = new StringBuilder();
        foreach (var (name, value) in request.Properties)
        {
            // A value of several lines is none of those that anybody reads.
            if (value.AsSpan().IndexOfAny('\t', '\r', '\n') < 0)
            {
                text.Append(name).Append('\t').Append(value).Append('\n');
            }
        }

        StableFile.Write(Path.Combine(folder, ProjectFactsFile.FileName), Encoding.UTF8.GetBytes(text.ToString()));
    }
}
