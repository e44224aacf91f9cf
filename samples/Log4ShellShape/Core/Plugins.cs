using Microsoft.Extensions.DependencyModel;

namespace Core;

public static class Plugins
{
    public static IEnumerable<string> Installed() => DependencyContext.Default.RuntimeLibraries.Select(library => library.Name).Where(name => name.StartsWith("Plugin.", StringComparison.Ordinal));
}
