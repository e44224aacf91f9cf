namespace DepRisk.Lock;

/// <summary>Where lock and policy lie.</summary>
public static class NearestFile
{
    /// <summary>In the folder or the nearest one above it, up to the root of the repository: what lies beyond belongs to the machine.</summary>
    /// <param name="folder">Absolute.</param>
    /// <returns>Null where there is none.</returns>
    public static string? Find(string folder, string name)
    {
        for (var current = (string?)folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Combine(current, name) is var path && File.Exists(path))
            {
                return path;
            }

            // A work tree's .git is a file.
            if (Path.Exists(Path.Combine(current, ".git")))
            {
                return null;
            }
        }

        return null;
    }
}
