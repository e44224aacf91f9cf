using DepRisk.Packages;

namespace DepRisk.Tests.Packages;

public class VersionQueryTests
{
    [Theory]
    [InlineData("Newtonsoft.Json<13.0.3", "nuget", "newtonsoft.json", "13.0.2", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json<13.0.3", "nuget", "Newtonsoft.Json", "13.0.3", QueryMatch.No)]
    [InlineData("Newtonsoft.Json<13.0.3", "nuget", "Newtonsoft.Json", "13.0.3-beta1", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json<=13.0.3", "nuget", "Newtonsoft.Json", "13.0.3", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json <= 13.0.3", "nuget", "Newtonsoft.Json", "13.0.4", QueryMatch.No)]
    [InlineData("Newtonsoft.Json>13", "nuget", "Newtonsoft.Json", "13.0.0", QueryMatch.No)]
    [InlineData("Newtonsoft.Json>13", "nuget", "Newtonsoft.Json", "13.0.1", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json>=13", "nuget", "Newtonsoft.Json", "13.0.0", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json=13.0", "nuget", "Newtonsoft.Json", "13.0.0", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json@13.0.1", "nuget", "Newtonsoft.Json", "13.0.0", QueryMatch.No)]
    [InlineData("Newtonsoft.Json[12.0,13.0.3)", "nuget", "Newtonsoft.Json", "12.0.0", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json[12.0,13.0.3)", "nuget", "Newtonsoft.Json", "13.0.3", QueryMatch.No)]
    [InlineData("Newtonsoft.Json(,13.0.3]", "nuget", "Newtonsoft.Json", "13.0.3", QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json", "nuget", "Newtonsoft.Json", null, QueryMatch.Yes)]
    [InlineData("Newtonsoft.Json", "nuget", "Newtonsoft.Json.Bson", "1.0.0", QueryMatch.No)]
    [InlineData("Newtonsoft.Json<13.0.3", "nuget", "Newtonsoft.Json", null, QueryMatch.Unknown)]
    [InlineData("Newtonsoft.Json<13.0.3", "", "newtonsoft.json", "1.0.0", QueryMatch.Yes)]
    [InlineData("npm:lodash<4.17.21", "npm", "lodash", "4.17.20", QueryMatch.Yes)]
    [InlineData("npm:lodash<4.17.21", "nuget", "lodash", "4.17.20", QueryMatch.No)]
    [InlineData("NPM:lodash", "npm", "Lodash", "4.17.20", QueryMatch.No)]
    [InlineData("@babel/core", "npm", "@babel/core", "7.0.0", QueryMatch.Yes)]
    [InlineData("@babel/core@7.0.0", "npm", "@babel/core", "7.0.1", QueryMatch.No)]
    [InlineData("lodash", "npm", "@types/lodash", "4.0.0", QueryMatch.No)]
    [InlineData("log4j-core<2.17.1", "maven", "org.apache.logging.log4j/log4j-core", "2.14.1", QueryMatch.Yes)]
    [InlineData("maven:org.apache.logging.log4j:log4j-core<2.17.1", "maven", "org.apache.logging.log4j/log4j-core", "2.14.1", QueryMatch.Yes)]
    [InlineData("openssl<3", "deb", "openssl", "1:1.1.1n-0+deb11u3", QueryMatch.Unknown)]
    [InlineData("openssl=1:1.1.1n-0+deb11u3", "deb", "openssl", "1:1.1.1n-0+deb11u3", QueryMatch.Yes)]
    [InlineData("openssl=1:1.1.1n-0+deb11u3", "deb", "openssl", "1.0.0", QueryMatch.No)]
    public void Compares_as_the_ecosystem_does(string text, string ecosystem, string id, string? version, QueryMatch expected)
    {
        Assert.True(VersionQuery.TryParse(text, out var query, out var reason), reason);
        Assert.Equal(expected, query.Matches(ecosystem, id, version));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<1.0")]
    [InlineData("[1.0]")]
    [InlineData("npm:")]
    [InlineData("A<")]
    [InlineData("A=")]
    [InlineData("A<<1.0")]
    [InlineData("A[1.0")]
    [InlineData("A<latest")]
    public void Refuses_what_is_no_query_with_a_reason(string text)
    {
        Assert.False(VersionQuery.TryParse(text, out _, out var reason));
        Assert.NotEmpty(reason);
    }
}
