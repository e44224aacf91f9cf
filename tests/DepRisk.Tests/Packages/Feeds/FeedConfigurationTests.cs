using System.Text;
using DepRisk.Input;
using DepRisk.Packages.Feeds;

namespace DepRisk.Tests.Packages.Feeds;

public sealed class FeedConfigurationTests : IDisposable
{
    private const string Sample = """
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <packageSources>
            <clear />
            <add key="ours" value="https://feed.example/v3/index.json" protocolVersion="3" />
            <add key="ours" value="https://feed.example/v4/index.json" />
          </packageSources>
          <packageSourceCredentials><ours><add key="Username" value="ann" /><add key="ClearTextPassword" value="secret" /></ours></packageSourceCredentials>
          <packageSourceMapping>
            <clear />
            <packageSource key="ours"><package pattern="Ours.*" /><package pattern=" Ours " /></packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Credentials_are_no_part_of_it()
    {
        var configuration = Read(Sample).Value!;
        Assert.Equal([new FeedSource("ours", "https://feed.example/v4/index.json")], configuration.Sources.AsEnumerable());
        Assert.Equal(["Ours.*", "Ours"], Assert.Single(configuration.Mapping).Patterns.AsEnumerable());
        Assert.Equal((true, false, true), (configuration.ClearsSources, configuration.ClearsDisabled, configuration.ClearsMapping));
        Assert.DoesNotContain("secret", configuration.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_of_other_depths_are_others()
    {
        var configuration = Read("""
            <configuration>
              <config><packageSources><add key="deep" value="x" /></packageSources></config>
              <packageSources><add key="a" value="x"><add key="b" value="y" /></add></packageSources>
              <packageSourceMapping><group><packageSource key="a"><package pattern="*" /></packageSource></group></packageSourceMapping>
            </configuration>
            """).Value!;
        Assert.Equal(["a"], configuration.Sources.Select(source => source.Key));
        Assert.Empty(configuration.Mapping);
    }

    [Theory]
    [InlineData("<packages />", InputErrorCode.Unexpected)]
    [InlineData("<configuration>", InputErrorCode.Malformed)]
    [InlineData("", InputErrorCode.Malformed)]
    [InlineData("<!DOCTYPE configuration SYSTEM 'x'><configuration />", InputErrorCode.Malformed)]
    public void Says_what_it_cannot_read(string text, InputErrorCode code) => Assert.Equal(code, Read(text).Error!.Code);

    [Fact]
    public void A_file_above_the_limit_is_refused_by_name_and_number()
    {
        var error = Read($"<configuration><!--{new string('x', (int)Limits.ConfigurationBytes)}--></configuration>").Error!;
        Assert.Equal(InputErrorCode.LimitExceeded, error.Code);
        Assert.Contains("1,048,576", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_as_many_sources_as_the_limit_allows_is_read_in_linear_time()
    {
        var text = new StringBuilder("<configuration><packageSources>");
        for (var i = 0; text.Length < Limits.ConfigurationBytes - 100; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<add key='{i}' value='x'/>");
        }

        Assert.True(Read(text.Append("</packageSources></configuration>").ToString()).Value!.Sources.Length > 30_000);
    }

    [Fact]
    public void No_damage_makes_it_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        var path = _folder.Write("nuget.config", "");
        foreach (var damaged in Mutations.Of(bytes, 11, 2_000).Concat(Enumerable.Range(0, bytes.Length).Select(length => bytes[..length])))
        {
            File.WriteAllBytes(path, damaged);
            var result = FeedConfiguration.Read(path);
            Assert.True(result.Value is null != result.Error is null);
        }
    }

    private Result<FeedConfiguration> Read(string text) => FeedConfiguration.Read(_folder.Write("nuget.config", text));
}
