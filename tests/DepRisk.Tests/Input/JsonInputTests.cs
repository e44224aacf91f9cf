using System.Globalization;
using System.Text;
using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Input;

public sealed class JsonInputTests
{
    [Fact]
    public void A_limit_is_written_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = "'";
        try
        {
            CultureInfo.CurrentCulture = culture;
            var json = $"{{\"project\":{{\"version\":\"{new string('1', Limits.ValueCharacters + 1)}\"}}}}";
            Assert.False(AssetsFileReader.Parse("a.json", Encoding.UTF8.GetBytes(json)).Succeeded(out _, out var error));
            Assert.Contains("1,048,576", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
