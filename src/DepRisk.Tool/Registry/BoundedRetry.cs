using System.Net;
using NuGet.Common;
using NuGet.Protocol;

namespace DepRisk.Tool.Registry;

/// <summary>
/// Tries a request again after 429, 408, 5xx, a time-out or a broken connection: four times at most, with a pause that doubles from half a
/// second, or as long as the feed's Retry-After asks for. NuGet's own handler would wait an hour where a feed asks for it; a minute is our limit.
/// </summary>
internal sealed class BoundedRetry(TimeSpan timeout) : IHttpRetryHandler
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HttpRetryHandler _once = new();

    public Task<HttpResponseMessage> SendAsync(HttpRetryHandlerRequest request, ILogger log, CancellationToken cancellationToken) =>
        SendAsync(request, "", log, cancellationToken);

    public async Task<HttpResponseMessage> SendAsync(HttpRetryHandlerRequest request, string source, ILogger log, CancellationToken cancellationToken)
    {
        request.MaxTries = 1;
        request.RequestTimeout = timeout;
        request.DownloadTimeout = timeout;
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var wait = pause;
            try
            {
                var response = await _once.SendAsync(request, source, log, cancellationToken);
                if (attempt == Attempts || !IsTransient(response.StatusCode))
                {
                    return response;
                }

                wait = response.Headers.RetryAfter?.Delta ?? pause;
                if (wait > LongestPause)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception e) when (attempt < Attempts && !cancellationToken.IsCancellationRequested && e is HttpRequestException or TimeoutException or IOException or OperationCanceledException)
            {
            }

            await Task.Delay(wait, cancellationToken);
        }
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented;
}
