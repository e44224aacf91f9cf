using System.Text.RegularExpressions;
using DepRisk.Build;
using DepRisk.Input;
using DepRisk.Rules;

namespace DepRisk.Tests.Build;

public sealed class DiagnosticTextsTests
{
    private static readonly BuildMessage[] All =
    [
        DiagnosticTexts.NoLockYet(), DiagnosticTexts.GateWithoutLock(),
        DiagnosticTexts.Unusable(new InputError(InputErrorCode.Malformed, "/a/deprisk.lock.json", "is broken", 1, 2), false),
    ];

    [Fact]
    public void Each_is_one_line_that_says_what_to_do_and_ends_with_its_page() => Assert.All(All, message =>
    {
        Assert.EndsWith($" ({RuleCatalog.HelpLinkOf(message.Code)})", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message.Text);
        Assert.Matches("'d(otnet|eprisk) |until it can be read", message.Text);
    });

    [Fact]
    public void What_is_true_of_all_projects_is_said_once() => Assert.All(All, message => Assert.True(message.IsOnce));

    /// <summary>What is missing in the list turns a build red under TreatWarningsAsErrors.</summary>
    [Fact]
    public void The_targets_name_each_code_that_a_build_may_say()
    {
        var targets = File.ReadAllText(Path.Combine(Root(), "src", "DepRisk.Build", "build", "DepRisk.targets"));
        var named = Regex.Match(targets, "<_DepRiskCodes>;(?<codes>[^<]+)<", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)).Groups["codes"].Value.Split(';');
        Assert.Equal(
            [.. RuleCatalog.Ids, .. Enum.GetValues<InputErrorCode>().Select(code => new InputError(code, "", "").CodeText).Order(StringComparer.Ordinal), DiagnosticTexts.NoLock, "DR9014", DiagnosticTexts.Internal],
            named);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "DepRisk.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
