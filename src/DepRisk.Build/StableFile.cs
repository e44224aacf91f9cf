namespace DepRisk.Build;

/// <summary>Files that others take for changed when their time changes.</summary>
internal static class StableFile
{
    /// <summary>Writes what differs, in one step: a compiler that runs at the same time sees the old bytes or the new ones, and equal bytes keep their time.</summary>
    /// <returns>False where the file was as it should be.</returns>
    public static bool Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (File.Exists(path) && bytes.SequenceEqual(File.ReadAllBytes(path)))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return true;
    }
}
