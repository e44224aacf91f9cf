using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>Walks the folders of a source tree. Links are not followed, so that a loop of them is no matter and nothing outside the tree is read.</summary>
internal static class FolderWalk
{
    /// <summary>Absolute paths of the files whose name is wanted, sorted ordinal.</summary>
    /// <param name="withOutputs">Also below <c>bin</c> and <c>obj</c>.</param>
    public static ImmutableArray<string> Files(string root, bool withOutputs, Func<string, bool> isWanted, List<InputError> problems)
    {
        var found = new List<string>();
        var folders = new Stack<string>([root]);
        var count = 0;
        while (folders.TryPop(out var folder))
        {
            if (++count > Limits.Folders)
            {
                problems.Add(new InputError(
                    InputErrorCode.LimitExceeded, root, string.Create(
                        CultureInfo.InvariantCulture, $"has more than {Limits.Folders:N0} folders; the rest is not searched, name a solution or a deeper folder")));
                break;
            }

            try
            {
                foreach (var (name, isFolder) in Entries(folder))
                {
                    if (isFolder && IsWalked(name, withOutputs))
                    {
                        folders.Push(Path.Combine(folder, name));
                    }
                    else if (!isFolder && isWanted(name))
                    {
                        found.Add(Path.Combine(folder, name));
                    }
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                problems.Add(new InputError(InputErrorCode.Unreadable, folder, "is a folder that cannot be listed; projects in it are not part of the result"));
            }
        }

        found.Sort(StringComparer.Ordinal);
        return [.. found];
    }

    private static FileSystemEnumerable<(string Name, bool IsFolder)> Entries(string folder) =>
        new(folder, (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || (entry.Attributes & FileAttributes.ReparsePoint) == FileAttributes.None,
        };

    private static bool IsWalked(string name, bool withOutputs) =>
        name is not ['.', ..]
        && !name.Equals("node_modules", StringComparison.OrdinalIgnoreCase)
        && (withOutputs || !(name.Equals("bin", StringComparison.OrdinalIgnoreCase) || name.Equals("obj", StringComparison.OrdinalIgnoreCase)));
}
