using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

/// <summary>The expected columns were written by NuGet's own library (NuGet.Frameworks of SDK 10.0.401).</summary>
public sealed class FrameworkNameTests
{
    [Theory]
    [InlineData("net472", "net472", ".NETFramework,Version=v4.7.2")]
    [InlineData(".NETFramework,Version=v4.7.2", "net472", ".NETFramework,Version=v4.7.2")]
    [InlineData(".NETFramework,Version=v4.5.0.0", "net45", ".NETFramework,Version=v4.5")]
    [InlineData(".NETFramework,Version=v4.0,Profile=Client", "net40-client", ".NETFramework,Version=v4.0,Profile=Client")]
    [InlineData("net40-full", "net40", ".NETFramework,Version=v4.0")]
    [InlineData("net4", "net40", ".NETFramework,Version=v4.0")]
    [InlineData("net35-client", "net35-client", ".NETFramework,Version=v3.5,Profile=Client")]
    [InlineData("net4.7.2", "net472", ".NETFramework,Version=v4.7.2")]
    [InlineData("NET45", "net45", ".NETFramework,Version=v4.5")]
    [InlineData("45", "net45", ".NETFramework,Version=v4.5")]
    [InlineData(".NETFramework4.5", "net45", ".NETFramework,Version=v4.5")]
    [InlineData(".NETFramework4.0-Client", "net40-client", ".NETFramework,Version=v4.0,Profile=Client")]
    [InlineData("net10", "net10", ".NETFramework,Version=v1.0")]
    [InlineData("netstandard2.0", "netstandard2.0", ".NETStandard,Version=v2.0")]
    [InlineData(".NETStandard,Version=v2.0", "netstandard2.0", ".NETStandard,Version=v2.0")]
    [InlineData(".NETStandard2.0", "netstandard2.0", ".NETStandard,Version=v2.0")]
    [InlineData(".NETCoreApp,Version=v2.1", "netcoreapp2.1", ".NETCoreApp,Version=v2.1")]
    [InlineData(".NETCoreApp,Version=v3.1", "netcoreapp3.1", ".NETCoreApp,Version=v3.1")]
    [InlineData(".NETCoreApp,Version=v5.0", "net5.0", ".NETCoreApp,Version=v5.0")]
    [InlineData(".NETCoreApp,Version=v8.0", "net8.0", ".NETCoreApp,Version=v8.0")]
    [InlineData("netcoreapp5.0", "net5.0", ".NETCoreApp,Version=v5.0")]
    [InlineData("net5", "net5.0", ".NETCoreApp,Version=v5.0")]
    [InlineData("net10.0", "net10.0", ".NETCoreApp,Version=v10.0")]
    [InlineData("net10.0-android36.0", "net10.0-android36.0", ".NETCoreApp,Version=v10.0")]
    [InlineData("net9.0-windows", "net9.0-windows", ".NETCoreApp,Version=v9.0")]
    [InlineData("net10.0-windows10.0.19041.0", "net10.0-windows10.0.19041", ".NETCoreApp,Version=v10.0")]
    [InlineData(".netcore2.0", "netcore20", ".NETCore,Version=v2.0")]
    [InlineData("uap10.0.16299", "uap10.0.16299", "UAP,Version=v10.0.16299")]
    [InlineData("sl5", "sl5", "Silverlight,Version=v5.0")]
    [InlineData("wp81", "wp81", "WindowsPhone,Version=v8.1")]
    [InlineData("win8", "win8", "Windows,Version=v8.0")]
    [InlineData("monoandroid90", "monoandroid90", "MonoAndroid,Version=v9.0")]
    [InlineData("xamarin.ios10", "xamarinios10", "Xamarin.iOS,Version=v1.0")]
    [InlineData("dotnet5.4", "dotnet54", ".NETPlatform,Version=v5.4")]
    [InlineData("native", "native", "native,Version=v0.0")]
    [InlineData("Any,Version=v0.0", "any", "Any,Version=v0.0")]
    public void Reads_short_and_long_names_as_NuGet_does(string text, string shortName, string longName)
    {
        var framework = FrameworkName.Parse(text);

        Assert.NotNull(framework);
        Assert.Equal(shortName, framework.ShortName);
        Assert.Equal(longName, framework.LongName);
        Assert.Equal(framework with { Platform = "", PlatformVersion = new Version(0, 0, 0, 0) }, FrameworkName.Parse(longName));
        Assert.Equal(framework, FrameworkName.Parse(shortName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("foo1.0")]
    [InlineData("Foo,Version=v1.0")]
    [InlineData("bogus")]
    [InlineData("net12345")]
    [InlineData("net10.0-36")]
    [InlineData("net10.0-and roid")]
    [InlineData(".NETFramework,Version=vX")]
    [InlineData(".NETFramework,Version=v4.5,Color=red")]
    [InlineData("net99999999999.0")]
    public void Does_not_know_what_is_no_framework(string text)
    {
        Assert.Null(FrameworkName.Parse(text));
        Assert.Equal(text, FrameworkName.Shorten(text));
    }

    [Theory]
    [InlineData("net8.0/linux-x64", "net8.0", "linux-x64")]
    [InlineData("net10.0-android36.0/maccatalyst-x64", "net10.0-android36.0", "maccatalyst-x64")]
    [InlineData(".NETFramework,Version=v4.7.2/win", ".NETFramework,Version=v4.7.2", "win")]
    [InlineData("net8.0", "net8.0", null)]
    public void Row_36_splits_the_runtime_identifier_off_a_key(string key, string framework, string? runtimeIdentifier) =>
        Assert.Equal((framework, runtimeIdentifier), FrameworkName.SplitKey(key));
}
