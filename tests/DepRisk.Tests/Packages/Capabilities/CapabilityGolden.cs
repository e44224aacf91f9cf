namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>What real packages can do, each looked over by hand: the list of capabilities, and why it is right.</summary>
internal static class CapabilityGolden
{
    public static readonly (string Id, string Version, string Capabilities, string Why)[] Packages =
    [
        ("AngleSharp", "1.10.3", "net", "fetches pages with WebRequest (DefaultHttpRequester)"),
        ("Autofac", "9.3.3", "emit environment", "compiles factories from expression trees; reads a switch from a variable"),
        ("AutoMapper", "17.0.0", "dynload emit crypto environment", "AddMaps loads assemblies by name; compiles maps; checks a licence with RSA, its key from a variable"),
        ("Castle.Core", "5.2.1", "net dynload deserialization emit filesystem environment", "proxies are emitted and may be saved and loaded; its e-mail sender; BinaryFormatter for cached mappings"),
        ("CommandLineParser", "2.9.1", "environment", "POSIXLY_CORRECT"),
        ("CsvHelper", "33.0.1", "emit", "compiles readers and writers from expression trees; files are opened by the caller"),
        ("Dapper", "2.1.86", "emit", "materializers are DynamicMethods; connections are the caller's"),
        ("DiffEngine", "11.3.0", "net process pinvoke environment", "starts diff tools, talks to its tray over TCP, finds processes by kernel32"),
        ("DotNetZip", "1.16.0", "archive emit crypto filesystem", "is an archiver; compiles self-extractors with CSharpCodeProvider; AES by the framework"),
        ("FluentAssertions", "6.12.0", "dynload deserialization emit", "loads the test framework by name; compares after a round trip through BinaryFormatter"),
        ("FluentValidation", "11.11.0", "emit", "compiles property accessors"),
        ("Grpc.Net.Client", "2.85.0", "net pinvoke", "HttpClient; asks Windows for its version"),
        ("HtmlAgilityPack", "1.13.0", "net dynload filesystem environment", "HtmlWeb fetches, loads the browser's assembly by path, and caches in files"),
        ("Humanizer.Core", "2.14.1", "", "words only"),
        ("Jint", "4.18.0", "emit", "compiles delegates from expression trees; assemblies are handed in"),
        ("LibGit2Sharp", "0.29.0", "dynload pinvoke filesystem", "loads libgit2, which is in a package of its own"),
        ("Markdig", "1.6.0", "", "text to text"),
        ("MediatR", "12.4.1", "", "before the licence key came"),
        ("MediatR", "15.0.0", "crypto environment", "checks a licence with RSA, its key from a variable"),
        ("Mono.Cecil", "0.11.6", "dynload pinvoke crypto filesystem environment", "reads and writes assemblies; symbol readers by Assembly.Load and ole32; strong names by RSA"),
        ("Moq", "4.20.72", "emit", "compiles expressions; proxies are Castle's"),
        ("Newtonsoft.Json", "13.0.3", "dynload deserialization emit", "TypeNameHandling; type names load assemblies; accessors are DynamicMethods"),
        ("NLog", "6.2.0", "dynload pinvoke emit filesystem environment", "file targets; extensions by assembly name"),
        ("NodaTime", "3.3.7", "", "computes with time; reading a zone file is not writing"),
        ("Npgsql", "10.0.0", "net process emit crypto environment", "sockets; starts klist for the Kerberos name; PG variables"),
        ("Polly.Core", "8.9.1", "", "control flow only"),
        ("protobuf-net", "3.4.40", "emit", "emits serializers"),
        ("RabbitMQ.Client", "7.1.2", "net crypto", "sockets and client certificates"),
        ("RestSharp", "114.1.0", "net emit crypto", "HttpClient; OAuth signatures by HMAC"),
        ("Scrutor", "5.0.2", "dynload", "loads the assemblies of the dependency context"),
        ("Serilog", "3.1.1", "dynload", "settings name assemblies to load"),
        ("Serilog.Sinks.Console", "5.0.0", "pinvoke", "asks kernel32 for the console's mode"),
        ("Serilog.Sinks.File", "5.0.0", "filesystem", "writes log files"),
        ("SharpZipLib", "1.4.1", "archive crypto filesystem", "is an archiver; AES by the framework"),
        ("Spectre.Console", "0.49.1", "pinvoke environment", "console mode; TERM, NO_COLOR and CI variables"),
        ("SQLitePCLRaw.provider.e_sqlite3", "3.0.3", "pinvoke", "nothing but imports of e_sqlite3"),
        ("StackExchange.Redis", "3.4.35", "net emit crypto filesystem environment", "sockets; client certificates; a tunnel that logs to files. It writes a zip and unpacks none"),
        ("System.IO.Packaging", "9.0.19", "archive filesystem", "reads packages, which are zip archives"),
        ("YamlDotNet", "16.3.0", "", "types are registered, the input does not choose them"),
    ];
}
