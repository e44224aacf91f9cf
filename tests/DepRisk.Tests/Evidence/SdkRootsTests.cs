using DepRisk.Evidence;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Evidence;

public sealed class SdkRootsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Takes_the_highest_SDK_that_has_roots_beside_the_running_framework()
    {
        foreach (var version in new[] { "9.0.999", "10.0.100", "10.0.100-rc.2", "8.0.1" })
        {
            Sdk("a", version);
        }

        Directory.CreateDirectory(_folder["a/sdk/11.0.100"]);
        Assert.Equal(_folder["a/sdk/10.0.100/trustedroots"], Find("a"));
    }

    [Fact]
    public void Asks_the_variables_and_the_path_where_there_is_no_SDK_beside_the_framework()
    {
        Sdk("b", "10.0.100");
        _folder.Write("b/dotnet", "");
        _folder.Write("b/dotnet.exe", "");
        Directory.CreateDirectory(_folder["link"]);
        Assert.Equal(_folder["b/sdk/10.0.100/trustedroots"], Find("a", ("DOTNET_ROOT", _folder["b"])));
        Assert.Equal(_folder["b/sdk/10.0.100/trustedroots"], Find("a", ("DOTNET_HOST_PATH", _folder["b/dotnet"])));
        Assert.Equal(_folder["b/sdk/10.0.100/trustedroots"], Find("a", ("PATH", _folder["none"] + Path.PathSeparator + _folder["b"])));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder["link/dotnet"], _folder["b/dotnet"]);
            Assert.Equal(_folder["b/sdk/10.0.100/trustedroots"], Find("a", ("PATH", _folder["link"])));
        }
    }

    [Fact]
    public void Finds_nothing_where_only_a_runtime_is() => Assert.Null(Find("a", ("PATH", _folder.Root)));

    private void Sdk(string root, string version) => _folder.Write($"{root}/sdk/{version}/trustedroots/{TrustedRoots.CodeSigningFile}", "");

    private string? Find(string root, params (string Name, string Value)[] environment) => SdkRoots.Find(
        _folder[$"{root}/shared/Microsoft.NETCore.App/10.0.0"],
        name => environment.FirstOrDefault(variable => variable.Name.Equals(name, StringComparison.Ordinal)).Value);
}
