using System.Text;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Input;

public sealed class XmlInputTests
{
    [Fact]
    public void An_element_with_too_many_attributes_is_refused_where_it_starts()
    {
        // XmlReader would put the position behind the element, after it has built all of them.
        var xml = "<Project>\n <ItemGroup" + string.Concat(Enumerable.Range(0, Limits.XmlAttributes + 1).Select(i => $" a{i}='='")) + " /></Project>";
        Assert.False(ProjectFileReader.Parse("a.csproj", Encoding.UTF8.GetBytes(xml)).Succeeded(out _, out var error));
        Assert.Equal((InputErrorCode.LimitExceeded, 2L, 2L), (error.Code, error.Line, error.Column));
    }

    [Fact]
    public void Text_and_comments_that_look_like_attributes_count_for_nothing()
    {
        var text = string.Concat(Enumerable.Repeat("a='b' ", Limits.XmlAttributes * 2));
        var xml = $"<Project><!-- <{text}> --><PropertyGroup><A Condition=\"{text}\">{text}</A></PropertyGroup></Project>";
        Assert.True(ProjectFileReader.Parse("a.csproj", Encoding.UTF8.GetBytes(xml)).Succeeded(out _, out _));
    }
}
