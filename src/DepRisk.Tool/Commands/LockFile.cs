using DepRisk.Input;
using DepRisk.Lock;

namespace DepRisk.Tool.Commands;

internal enum LockSaved : byte
{
    /// <summary>The file has these bytes already; it was not touched.</summary>
    Unchanged,
    Created,
    Changed,
}

/// <summary>The lock on the disk.</summary>
internal static class LockFile
{
    /// <param name="path">Absolute.</param>
    /// <param name="root">Absolute: what the paths in <paramref name="state"/> are relative to.</param>
    /// <param name="error">Null when the file is there with this state.</param>
    public static LockSaved Save(string path, DepRiskLock state, string root, out InputError? error)
    {
        using var text = new MemoryStream();
        LockWriter.Write(LockPaths.Rebase(state, root, Path.GetDirectoryName(path)!), text);
        var bytes = text.ToArray();
        error = null;
        var exists = File.Exists(path);
        if (exists && InputFile.Read(path).Value is { } before && before.AsSpan().SequenceEqual(bytes))
        {
            return LockSaved.Unchanged;
        }

        error = OutputFile.Write(path, stream => stream.Write(bytes));
        return exists ? LockSaved.Changed : LockSaved.Created;
    }
}
