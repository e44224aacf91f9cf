using DepRisk.Input;

namespace DepRisk.Tool.Commands;

/// <summary>Writes a result file whole or not at all: into a temporary file beside it, which then takes its name.</summary>
internal static class OutputFile
{
    /// <returns>Null when the file is there; otherwise why it is not.</returns>
    public static InputError? Write(string path, Action<Stream> write)
    {
        // The process id is enough: within one run every file is written once.
        var temporary = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                }

                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return new InputError(InputErrorCode.Unreadable, path, $"cannot be written: {(FileAbove(path) is { } file ? $"{Path.GetFileName(file)} is a file, not a folder; name another folder" : Reason(e))}");
        }
    }

    private static string? FileAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                return folder;
            }
        }

        return null;
    }

    // The framework's messages carry absolute paths.
    private static string Reason(Exception e) => e switch
    {
        UnauthorizedAccessException => "access denied, or it is a folder",
        DirectoryNotFoundException => "its folder does not exist",
        PathTooLongException => "the path is too long",
        _ => e.GetType().Name,
    };
}
