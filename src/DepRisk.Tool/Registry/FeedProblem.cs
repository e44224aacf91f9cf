using System.Globalization;
using System.Text.Json;

namespace DepRisk.Tool.Registry;

/// <summary>
/// Why a feed gave no answer, as a phrase. Messages of NuGet and of the framework are never passed on: they carry addresses with
/// passwords in them, and folders of the machine.
/// </summary>
internal static class FeedProblem
{
    /// <summary>
    /// Runs what asks a feed. NuGet's client promises no set of exceptions, and whatever one feed does must not end the run: all become a
    /// phrase here, except that the user cancels.
    /// </summary>
    public static async Task<(T? Value, string? Problem)> Guard<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return (await ask(), null);
        }
#pragma warning disable CA1031 // Do not catch general exception types: see above.
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is not PackageHashException && !IsMismatch(e))
#pragma warning restore CA1031
        {
            return (default, Phrase(e));
        }
    }

    /// <summary>The SDK's NuGet is not the one that we know: no fault of a feed.</summary>
    public static bool IsMismatch(Exception e) => e is TypeLoadException or MissingMemberException or BadImageFormatException or FileLoadException;

    internal static string Phrase(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case HttpRequestException { StatusCode: { } status }:
                    return string.Create(CultureInfo.InvariantCulture, $"it answered {(int)status} ({status})");
                case HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var error }:
                    return $"no connection ({error})";
                case TimeoutException or OperationCanceledException:
                    return "it did not answer in time";
                case DirectoryNotFoundException:
                    return "the folder does not exist";
                case NotSupportedException:
                    return "it does not offer what was asked";
                case JsonException or InvalidDataException:
                case { } json when json.GetType().Name.StartsWith("Json", StringComparison.Ordinal):
                    return "its answer is malformed";
                case System.Net.Sockets.SocketException socket:
                    return $"no connection ({socket.SocketErrorCode})";
                default:
                    break;
            }
        }

        return $"its answer cannot be used ({e.GetBaseException().GetType().Name})";
    }
}
