using System.Reflection;
using System.Runtime.Loader;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;

namespace DepRisk.Tool.Registry;

/// <summary>
/// Loads NuGet's client from the SDK's folder, and a second copy of this assembly that is bound to it, away from the NuGet.Versioning that
/// Core was built with. Only types of the framework and of Core, which both sides share, pass through the one delegate.
/// </summary>
internal sealed class RegistryContext : AssemblyLoadContext
{
    // By name: whoever loads the type here binds it to the NuGet that is not there.
    private const string Entry = "DepRisk.Tool.Registry.FeedFetcher";

    private readonly string _sdk;

    private RegistryContext(string sdk)
        : base("NuGet of the SDK")
    {
        _sdk = sdk;
        // What NuGet needs and neither the framework nor the tool has.
        Resolving += (_, name) => FromSdk(name);
    }

    /// <param name="sdk">See <see cref="SdkFolder"/>.</param>
    /// <exception cref="TypeLoadException">The SDK's NuGet is another than the one that this was compiled against; so say MissingMethodException and FileLoadException.</exception>
    public static FeedFetch Open(string sdk)
    {
        var own = typeof(RegistryContext).Assembly;
        return new RegistryContext(sdk).LoadFromAssemblyPath(own.Location)
            .GetType(Entry, throwOnError: true)!
            .GetMethod(nameof(FeedFetcher.FetchAsync), BindingFlags.Public | BindingFlags.Static)!
            .CreateDelegate<FeedFetch>();
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && (name.StartsWith("NuGet.", StringComparison.Ordinal) || name is "Newtonsoft.Json") ? FromSdk(assemblyName) : null;

    private Assembly? FromSdk(AssemblyName name) =>
        Path.Combine(_sdk, name.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
}
