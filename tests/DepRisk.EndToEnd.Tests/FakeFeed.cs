using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DepRisk.Tests.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DepRisk.EndToEnd.Tests;

/// <summary>
/// A feed of version 3 of NuGet's protocol on a loopback port: index, registrations (inlined or in pages), search, files, and an index of
/// vulnerabilities. It remembers what it was asked, and can fail in all the ways that feeds fail in.
/// </summary>
internal sealed class FakeFeed : IAsyncDisposable
{
    public const string Day = "2026-02-03";

    private readonly WebApplication _server;
    private readonly LocalFeed _files;
    private readonly Dictionary<string, List<JsonObject>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _owners = new(StringComparer.OrdinalIgnoreCase);

    private FakeFeed(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _files = new LocalFeed(folder);
    }

    /// <summary>Method-less lines of path and query, in the order of their arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Origin { get; private set; } = "";

    public string Index => $"{Origin}/v3/index.json";

    /// <summary>"user:password" that every request must carry.</summary>
    public string? Credentials { get; set; }

    /// <summary>Search and an index of vulnerabilities, which many feeds do not have.</summary>
    public bool HasMore { get; init; } = true;

    /// <summary>Registrations in pages of their own, one version each.</summary>
    public bool HasPages { get; init; }

    /// <summary>The index of vulnerabilities: ids in lower case.</summary>
    public JsonObject Vulnerabilities { get; } = [];

    /// <summary>Called first, with the path and how often it was asked before; true where it answered.</summary>
    public Func<HttpContext, string, int, Task<bool>>? Fault { get; set; }

    public static async Task<FakeFeed> StartAsync(TempFolder temp, string name, bool hasPages = false, bool hasMore = true)
    {
        var feed = new FakeFeed(temp[$"{name}-files"]) { HasPages = hasPages, HasMore = hasMore };
        await feed._server.StartAsync();
        feed.Origin = feed._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return feed;
    }

    /// <summary>Packs a package and registers it.</summary>
    /// <param name="entry">More of the catalog entry: listed, deprecation.</param>
    public FakeFeed Add(string id, string version, string published = "2020-01-02T03:04:05.678Z", string[]? owners = null, JsonObject? entry = null)
    {
        _files.Pack(id, version);
        if (!_versions.TryGetValue(Lower(id), out var versions))
        {
            _versions.Add(Lower(id), versions = []);
        }

        entry ??= [];
        entry["@id"] = $"urn:{id}:{version}";
        entry["id"] = id;
        entry["version"] = version;
        entry["published"] = published;
        entry.TryAdd("listed", true);
        versions.Add(entry);
        _owners[id] = owners ?? _owners.GetValueOrDefault(id, []);
        return this;
    }

    public string FileOf(string id, string version) => Path.Combine(_files.Folder, $"{id}.{version}.nupkg");

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var count = Requests.Count(request => request.Split('?')[0].Equals(path, StringComparison.Ordinal));
        Requests.Enqueue(path + context.Request.QueryString);
        context.Response.Headers.Date = $"Tue, 03 Feb 2026 23:59:59 GMT";
        if (Credentials is { } credentials && !$"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}".Equals(context.Request.Headers.Authorization, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"feed\"";
        }
        else if (Fault is null || !await Fault(context, path, count))
        {
            await AnswerAsync(context, path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private Task AnswerAsync(HttpContext context, string[] path) => path switch
    {
        ["v3", "index.json"] => JsonAsync(context, ServiceIndex()),
        ["registration", var id, "index.json"] when _versions.ContainsKey(id) => JsonAsync(context, Registration(id)),
        ["registration", var id, "page", var page] => JsonAsync(context, Page(id, int.Parse(page.Split('.')[0], CultureInfo.InvariantCulture), isInlined: true)),
        ["flat", var id, "index.json"] when _versions.TryGetValue(id, out var versions) => JsonAsync(context, new JsonObject { ["versions"] = Array(versions, entry => Version(entry)) }),
        ["flat", _, _, var file] => FileAsync(context, file),
        ["search"] => JsonAsync(context, Search(context.Request.Query["q"].ToString())),
        ["vulnerabilities", "index.json"] => JsonAsync(context, new JsonArray(new JsonObject { ["@name"] = "base", ["@id"] = $"{Origin}/vulnerabilities/base.json", ["@updated"] = "2026-01-01T00:00:00Z" })),
        ["vulnerabilities", "base.json"] => JsonAsync(context, Vulnerabilities.DeepClone()),
        _ => Status(context, 404),
    };

    private JsonObject ServiceIndex()
    {
        var resources = new JsonArray(
            Resource("registration/", "RegistrationsBaseUrl/3.6.0"), Resource("flat/", "PackageBaseAddress/3.0.0"));
        if (HasMore)
        {
            resources.Add((JsonNode)Resource("search", "SearchQueryService/3.0.0-beta"));
            resources.Add((JsonNode)Resource("vulnerabilities/index.json", "VulnerabilityInfo/6.7.0"));
        }

        return new JsonObject { ["version"] = "3.0.0", ["resources"] = resources };

        JsonObject Resource(string path, string type) => new() { ["@id"] = $"{Origin}/{path}", ["@type"] = type };
    }

    private JsonObject Registration(string id)
    {
        var pages = new JsonArray();
        for (var i = 0; i < (HasPages ? _versions[id].Count : 1); i++)
        {
            pages.Add((JsonNode)Page(id, i, isInlined: !HasPages));
        }

        return new JsonObject { ["@id"] = $"{Origin}/registration/{id}/index.json", ["count"] = pages.Count, ["items"] = pages };
    }

    private JsonObject Page(string id, int number, bool isInlined)
    {
        List<JsonObject> versions = HasPages ? [_versions[id][number]] : _versions[id];
        var page = new JsonObject
        {
            ["@id"] = string.Create(CultureInfo.InvariantCulture, $"{Origin}/registration/{id}/page/{number}.json"),
            ["lower"] = Version(versions[0]),
            ["upper"] = Version(versions[^1]),
            ["count"] = versions.Count,
        };
        if (isInlined)
        {
            page["items"] = Array(versions, entry => new JsonObject { ["catalogEntry"] = entry.DeepClone(), ["packageContent"] = $"{Origin}/flat/{id}/{Version(entry)}/{id}.{Version(entry)}.nupkg" });
        }

        return page;
    }

    /// <summary>As feeds do: all whose id contains the words, not only the one that is asked for.</summary>
    private JsonObject Search(string words) => new()
    {
        ["totalHits"] = _owners.Count,
        ["data"] = Array(_owners.Where(owner => owner.Key.Contains(words, StringComparison.OrdinalIgnoreCase)).Reverse(), owner => new JsonObject
        {
            ["id"] = owner.Key,
            ["version"] = Version(_versions[Lower(owner.Key)][^1]),
            ["owners"] = Array(owner.Value, name => name),
            ["versions"] = new JsonArray(),
        }),
    };

    private async Task FileAsync(HttpContext context, string name)
    {
        var file = Directory.GetFiles(_files.Folder).SingleOrDefault(path => Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase));
        if (file is null)
        {
            await Status(context, 404);
            return;
        }

        await context.Response.SendFileAsync(file);
    }

    private static Task JsonAsync(HttpContext context, JsonNode json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(JsonSerializerOptions.Default));
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static string Version(JsonObject entry) => entry["version"]!.GetValue<string>();

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> node) => [.. items.Select(node)];

#pragma warning disable CA1308 // Normalize strings to uppercase: the protocol is in lower case.
    private static string Lower(string id) => id.ToLowerInvariant();
#pragma warning restore CA1308
}
