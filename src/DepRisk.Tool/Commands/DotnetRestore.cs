using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Restore;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Restores what is not restored yet, by the user's own <c>dotnet restore</c> with the user's feeds and credentials, and says so.</summary>
internal static class DotnetRestore
{
    /// <param name="failures">Gains one error a restore that failed, with its first reason.</param>
    public static async Task RunAsync(DiscoveredScope scope, List<InputError> failures, IStepProgress progress, CancellationToken cancellation)
    {
        string[] targets = [.. Targets(scope)];
        progress.Announce(Announcement(targets, scope.Root), targets.Length > 1 ? targets.Length : scope.Projects.Length);
        foreach (var path in targets)
        {
            string? reason = null;
            var code = await DotnetProcess.RunAsync(scope.Root, ["restore", path, "-v:minimal", "-tl:off"], Line, cancellation);
            if (code is not 0)
            {
                var text = code is null ? "cannot be restored: there is no dotnet command on the PATH" : $"cannot be restored: {reason ?? "dotnet restore failed without saying why; 'dotnet restore -v:normal' on a project says more"}";
                failures.Add(new InputError(InputErrorCode.AssetsMissing, path, text));
            }

            if (targets.Length > 1)
            {
                progress.Advance();
            }

            void Line(string line)
            {
                if (targets.Length is 1 && line.Contains("Restored ", StringComparison.Ordinal))
                {
                    progress.Advance();
                }

                // MSB4181: the restore of a solution failed and gave no reason to MSBuild.
                if (line.IndexOf(": error ", StringComparison.Ordinal) is var at and >= 0 && !line.AsSpan(at).StartsWith(": error MSB4181", StringComparison.Ordinal))
                {
                    reason ??= Printable(line[(at + ": error ".Length)..], scope.Root);
                }
            }
        }
    }

    internal static string Announcement(string[] targets, string root) => targets.Length is 1
        ? $"{Path.GetRelativePath(root, targets[0]).Replace('\\', '/')} is not restored: running dotnet restore"
        : $"{Phrase.Count(targets.Length, Path.GetExtension(targets[0]).StartsWith(".sln", StringComparison.OrdinalIgnoreCase) ? "solution" : "project")} are not restored: running dotnet restore";

    /// <summary>NuGet's text without what it must not carry on: passwords in addresses of feeds, and folders above the scope.</summary>
    internal static string Printable(string reason, string root)
    {
        var words = reason.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim().Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            var bare = words[i].Trim('\'', '"', '[', ']', '(', ')', ',', ';', '.', ':');
            var shown = bare.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? FeedAddress.Printable(bare)
                : Path.IsPathFullyQualified(bare) ? PathText.Of(bare, root)
                : bare;
            words[i] = bare.Length is 0 ? words[i] : words[i].Replace(bare, shown, StringComparison.Ordinal);
        }

        return string.Join(' ', words);
    }

    // One restore of a solution is faster than many of its projects, and restores them as their owners do.
    private static IEnumerable<string> Targets(DiscoveredScope scope)
    {
        var unrestored = scope.Unrestored.Select(project => project.ProjectPath).ToArray();
        return unrestored.Length > 1 && !scope.Solutions.IsEmpty ? scope.Solutions : unrestored;
    }
}
