using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DepRisk.EndToEnd.Tests;

/// <summary>What must not leave the machine, and what must not reach an output.</summary>
public sealed class FetchPrivacyTests
{
    private const string User = "canary-user-7f3a";
    private const string Password = "canary-word-91bc";

    private const string Mapping = """
        <packageSourceMapping>
          <packageSource key="public"><package pattern="*" /></packageSource>
          <packageSource key="private"><package pattern="Contoso.*" /></packageSource>
        </packageSourceMapping>
        """;

    /// <summary>Without a mapping the feed that the package came from is asked alone; with one, what it says.</summary>
    [Theory]
    [InlineData(Mapping)]
    [InlineData("")]
    public async Task A_private_id_is_named_to_its_own_feed_alone(string mapping)
    {
        using var temp = new TempFolder();
        await using var open = await FakeFeed.StartAsync(temp, "public");
        await using var secret = await FakeFeed.StartAsync(temp, "private", hasMore: false);
        open.Add("Alpha", "1.0.0", owners: ["ada"]);
        secret.Add("Contoso.Internal.Keys", "1.0.0").Add("Contoso.Internal.Keys", "1.1.0");

        // The restore that comes before is told where to go; what fetch does must not depend on it.
        var scope = new FeedScope(temp).Configure(Mapping, ("public", open.Index), ("private", secret.Index)).Restore("Alpha 1.0.0", "Contoso.Internal.Keys 1.0.0");
        scope.Configure(mapping, ("public", open.Index), ("private", secret.Index));
        open.Requests.Clear();
        secret.Requests.Clear();
        Assert.Single(scope.Run("fetch").Ended(0).ErrorLines);

        Assert.Equal("1.1.0", scope.Facts("Contoso.Internal.Keys").GetProperty("newest").GetString());
        Assert.Equal(secret.Index, scope.Facts("Contoso.Internal.Keys").GetProperty("feed").GetString());
        Assert.Equal(open.Index, scope.Facts("Alpha").GetProperty("feed").GetString());
        Assert.DoesNotContain(open.Requests, request => request.Contains("contoso", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(secret.Requests, request => request.Contains("alpha", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(open.Requests, request => request is "/registration/alpha/index.json");
        Assert.DoesNotContain(secret.Requests.Concat(open.Requests), request => request.Contains("contoso.shop", StringComparison.OrdinalIgnoreCase) || request.Contains("contoso.app", StringComparison.OrdinalIgnoreCase));

        // A private feed that is gone does not send its ids elsewhere.
        open.Requests.Clear();
        secret.Fault = (context, _, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        Directory.Delete(Path.Combine(scope.PackagesFolder, "contoso.internal.keys"), recursive: true);
        scope.Configure(Mapping, ("public", open.Index), ("private", secret.Index)).Run("fetch", "--no-restore", "--timeout", "1").Ended(0);
        Assert.DoesNotContain(open.Requests, request => request.Contains("contoso", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Credentials_of_the_configuration_are_used_and_never_shown()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        feed.Credentials = $"{User}:{Password}";
        feed.Add("Alpha", "1.0.0", owners: ["ada"]);
        // Also where nobody should write them, into the address.
        var address = feed.Index.Replace("http://", $"http://{User}:{Password}@", StringComparison.Ordinal);
        var scope = new FeedScope(temp).Configure(Section(Password), ("feed", address)).Restore("Alpha 1.0.0");
        var outputs = new StringBuilder();
        foreach (var arguments in (string[][])[["fetch", "-v", "diag"], ["scan", "--facts", "deprisk.facts.json", "-v", "diag"], ["scan", "--facts", "deprisk.facts.json", "--format", "json"], ["sbom", "Contoso.App"]])
        {
            Add(scope.Run([("SOURCE_DATE_EPOCH", "0")], arguments).Ended(0));
        }

        Assert.Equal("ada", Assert.Single(scope.Facts("Alpha").GetProperty("owners").EnumerateArray()).GetString());
        Add(scope.Configure(Section(Password + "x"), ("feed", address)).Run("fetch", "-v", "diag").Ended(3));
        Assert.Contains("it answered 401 (Unauthorized)", outputs.ToString(), StringComparison.Ordinal);
        feed.Credentials = null;
        feed.Fault = (context, _, _) =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        Add(scope.Configure(Section(Password), ("feed", address)).Run("fetch", "-v", "diag").Ended(3));
        outputs.Append(await File.ReadAllTextAsync(scope.FactsFile));
        Assert.DoesNotContain(User, outputs.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, outputs.ToString(), StringComparison.Ordinal);

        void Add(ProcessResult result) => outputs.Append(result.Output).Append(result.Error);

        static string Section(string password) => $"""
            <packageSourceCredentials>
              <feed><add key="Username" value="{User}" /><add key="ClearTextPassword" value="{password}" /></feed>
            </packageSourceCredentials>
            """;
    }

    /// <summary>The feed of the configuration and a proxy that all of .NET would use listen, and hear nothing.</summary>
    [Fact]
    public async Task No_other_command_opens_a_connection()
    {
        using var temp = new TempFolder();
        await using var feed = await FakeFeed.StartAsync(temp, "feed");
        feed.Add("Alpha", "1.0.0");
        var scope = new FeedScope(temp).Configure("", ("feed", feed.Index)).Restore("Alpha 1.0.0");
        scope.Run("fetch").Ended(0);
        feed.Requests.Clear();

        using var proxy = new RecordingPort();
        (string, string?)[] offline = [("http_proxy", proxy.Address), ("https_proxy", proxy.Address), ("all_proxy", proxy.Address), ("no_proxy", null), ("SOURCE_DATE_EPOCH", "0")];
        string[][] commands =
        [
            ["scan"], ["scan", "--no-restore", "--facts", "deprisk.facts.json", "--format", "json"], ["sbom", "Contoso.App", "--no-restore"],
            ["why", "Alpha"], ["find", "Alpha", "."], ["graph", "--no-restore"], ["completion", "bash"], ["--help"], ["fetch", "--help"],
        ];
        foreach (var command in commands)
        {
            var online = scope.Run([("SOURCE_DATE_EPOCH", "0")], command).Ended(0);
            Assert.Equal(online, scope.Run(offline, command).Ended(0));
            if (UnsharesNetwork.Value is { } unshare && command[0] is not "--help")
            {
                var isolated = TestProcess.Run(unshare, scope.Folder, offline, ["-rn", TestProcess.Dotnet, "exec", Tool.Path, .. command]).Ended(0);
                Assert.Equal(online.Output, isolated.Output);
            }
        }

        Assert.Empty(feed.Requests);
        Assert.Equal(0, proxy.Connections);

        // The same port hears fetch: the test can fail.
        scope.Configure("", ("feed", "http://feed.example/v3/index.json")).Run(offline, "fetch", "--timeout", "1").Ended(3);
        Assert.NotEqual(0, proxy.Connections);
    }

    /// <summary>unshare(1), where it may make a network without connections here.</summary>
    private static readonly Lazy<string?> UnsharesNetwork = new(() =>
        OperatingSystem.IsLinux() && TestProcess.Find("unshare") is { } file && TestProcess.Run(file, Path.GetTempPath(), [], ["-rn", "true"]).Code is 0 ? file : null);

    /// <summary>Counts who connects, and hangs up.</summary>
    private sealed class RecordingPort : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private int _connections;

        public RecordingPort()
        {
            _listener.Start();
            _ = AcceptAsync();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed: the test is over.
            }
        }
    }
}
