using System.Collections.Immutable;
using DepRisk.Concentration;

namespace DepRisk.Rules;

/// <summary>The four conditions of DR1001 and DR1002 in words.</summary>
internal static class ConcentrationConditions
{
    public const string Hidden = "hidden";
    public const string Inescapable = "inescapable";
    public const string WeakHands = "weak-hands";
    public const string LockedIn = "locked-in";

    /// <param name="cut">Null where nobody computed it: then the condition is said without naming what must go.</param>
    /// <param name="from">The app that the cut is about.</param>
    public static ImmutableArray<Condition> Of(JudgedGroup judged, RemovalCut? cut, string from, AppReach apps) =>
    [
        new Condition(Hidden, judged.Group.IsHidden, HiddenText(judged.Group, apps)),
        new Condition(Inescapable, judged.Group.IsInescapable, InescapableText(judged.Group, cut, from)),
        new Condition(WeakHands, judged.Hands.Holds, HandsText(judged.Hands)) { IsChange = judged.Hands.IsChange },
        new Condition(LockedIn, judged.Group.IsLockedIn, Uses(judged.Group.Binding)),
    ];

    /// <summary>What the unknown ones of the conditions, and the exposure itself, would need.</summary>
    public static ImmutableArray<UnknownFact> Unknown(JudgedGroup judged) =>
    [
        .. judged.Group.Unknown
            .Concat(judged.Hands.Holds is Truth.Unknown
                ? judged.Hands.All.Where(weakness => weakness.Holds is Truth.Unknown).Select(weakness => new UnknownFact(weakness.Text, weakness.Command))
                : [])
            .Distinct()
            .GroupBy(fact => fact.Command ?? fact.What, StringComparer.Ordinal)
            .Select(facts => new UnknownFact(Phrase.List([.. facts.Select(fact => fact.What)], 4), facts.First().Command)),
    ];

    /// <summary>"5 of 80 source files, 34 call sites".</summary>
    public static string Uses(GroupBinding binding)
    {
        string[] parts =
        [
            .. binding.Of > 0 ? [$"{Phrase.Number(binding.Files.Length)} of {(binding.IsOfMinimum ? "at least " : "")}{Phrase.Count(binding.Of, "source file")}"] : Array.Empty<string>(),
            .. binding.CallSites > 0 ? [Phrase.Count(binding.CallSites, "call site")] : Array.Empty<string>(),
            .. binding.Leaks.IsEmpty ? Array.Empty<string>() : [$"{Phrase.Count(binding.Leaks.Length, "public member")} {(binding.Leaks.Length is 1 ? "shows" : "show")} its types ({Phrase.List(binding.Leaks, 3)})"],
            .. binding.Unknown.IsEmpty ? Array.Empty<string>() : [$"not known in {Names(binding.Unknown)}"],
        ];
        return parts.Length is 0 ? "not known" : string.Join(", ", parts);
    }

    /// <summary>Projects by name.</summary>
    public static string Names(IEnumerable<string> paths, int limit = 4) => Phrase.List([.. paths.Select(NameOf)], limit);

    /// <summary>What stands for a project whose file nobody has, such as a lone lock file, is called like every other one of its kind: its folder tells them apart.</summary>
    private static string NameOf(string path) =>
        Path.GetExtension(path) is var extension && !extension.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && extension is not ".cs"
        && Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } folder
            ? folder
            : Path.GetFileNameWithoutExtension(path);

    private static string HiddenText(GroupConcentration group, AppReach apps) => group.IsHidden is Truth.Unknown
        ? "whether a project of ours refers to it or to its family is not known in whole"
        : $"in {Phrase.Number(group.HiddenIn.Length)} of the {Phrase.Count(group.Apps.Length, apps.Noun)} that it reaches no project of ours refers to it";

    private static string InescapableText(GroupConcentration group, RemovalCut? cut, string from) => (group.IsInescapable, cut) switch
    {
        (Truth.Unknown, _) => "what must go to leave it is not known",
        (Truth.True, { Size: > 0 }) => $"for it to leave {from} {Phrase.Count(cut.Size, "package")} must go: {Phrase.List([.. cut.Packages.Select(package => package.Id)], 4)}",
        (Truth.True, _) => "for it to leave an app several packages must go",
        (_, { Size: 1 }) => $"for it to leave {from} {cut.Packages[0].Id} alone must go",
        (_, { Size: 0 }) => "our own references alone hold it",
        _ => "for it to leave an app few packages must go",
    };

    private static string HandsText(WeakHands hands) => hands.Holds switch
    {
        Truth.True => string.Join("; ", hands.All.Where(weakness => weakness.Holds is Truth.True).Select(weakness => weakness.Text)),
        Truth.Unknown => "not known: " + Phrase.List([.. hands.All.Where(weakness => weakness.Holds is Truth.Unknown).Select(weakness => weakness.Text).Distinct(StringComparer.Ordinal)], 4),
        _ => "no change of hands or licence, no deprecation, a release within the time that the policy gives, and a verifiable origin",
    };
}
