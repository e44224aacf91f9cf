using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

public sealed class CycloneDxFormatTests
{
    [Fact]
    public void Every_version_has_its_text_and_no_other_text_is_one()
    {
        Assert.Equal(Enum.GetValues<SpecVersion>().Select(version => (SpecVersion?)version), CycloneDxFormat.Versions.Select(CycloneDxFormat.VersionOf));
        Assert.All(CycloneDxFormat.Versions, text => Assert.Equal($"V{text.Replace('.', '_')}", CycloneDxFormat.VersionOf(text).ToString()));
        Assert.All(new[] { "", "1", "1.3", "1.8", "1.60", " 1.6", "V1_6" }, text => Assert.Null(CycloneDxFormat.VersionOf(text)));
    }
}
