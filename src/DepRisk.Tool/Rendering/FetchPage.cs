using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Rules;

namespace DepRisk.Tool.Rendering;

/// <summary>What a run of <c>fetch</c> found out, in a few lines; the facts themselves stand in the file.</summary>
internal static class FetchPage
{
    private const int Named = 5;

    public static void Write(Terminal terminal, FeedRequest request, FeedAnswer answer, string file)
    {
        FetchedPackage[] packages = [.. FetchedFacts.Of(answer.Packages).Packages];
        terminal.Line($"{file}: {Phrase.Count(packages.Length, "package")}", Tone.Strong);
        Line(terminal, "deprecated", packages, package => package.IsDeprecated is true);
        Line(terminal, "known vulnerable", packages, package => package.Vulnerabilities is { IsEmpty: false });
        Line(terminal, "unlisted", packages, package => package.IsListed is false);
        Line(terminal, "at no feed", packages, package => package.Feed is null);
        if (answer.Downloaded > 0)
        {
            terminal.Line($"  downloaded        {Phrase.Count(answer.Downloaded, "package")}");
        }

        if (request.Packages.Length - packages.Length is > 0 and var unknown)
        {
            terminal.Line($"  still unknown     {Phrase.Count(unknown, "package")}");
        }

        terminal.Line();
        terminal.Line($"Use it: deprisk scan --facts {file}", Tone.Quiet);
    }

    private static void Line(Terminal terminal, string what, FetchedPackage[] packages, Func<FetchedPackage, bool> isMeant)
    {
        string[] names = [.. packages.Where(isMeant).Select(package => $"{package.Id} {package.Version}")];
        if (names.Length > 0)
        {
            terminal.Line($"  {what,-16}  {Phrase.List(names, Named)}");
        }
    }
}
