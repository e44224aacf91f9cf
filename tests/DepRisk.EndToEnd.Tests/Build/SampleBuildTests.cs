using System.Text.RegularExpressions;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>What a sample's README says of a build with the package: "Fires in the build: DR2001, ...".</summary>
public sealed partial class SampleBuildTests
{
    public static TheoryData<string> Names =>
        [.. BuiltSamples.Names.Where(name => FiresLine().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, "samples", name, "README.md"))))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_fires_in_the_build_what_its_readme_says(string name)
    {
        using var folder = new BuildFolder(isAlone: false);
        var sample = Repository.CopySample(name, folder.Root);
        var props = File.ReadAllText(folder["Directory.Build.props"]);
        folder.Write("Directory.Build.props", props.Replace("</Project>", BuildFolder.Install + "</Project>", StringComparison.Ordinal));
        var build = folder.Build($"{name}/{name}.slnx").Ended(0);
        var fired = Directory.GetFiles(sample, "*.csproj", SearchOption.AllDirectories).SelectMany(project => build.Sarif(Path.GetFileNameWithoutExtension(project)));
        var said = FiresLine().Match(File.ReadAllText(Path.Combine(sample, "README.md"))).Groups["what"].Value.Split(", ");
        Assert.Equal(said, fired.Select(diagnostic => diagnostic.Code).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^Fires in the build: (?<what>[^\r\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FiresLine();
}
