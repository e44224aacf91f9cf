using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Concentration;
using DepRisk.Graph;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

/// <summary>A concentrated control group in words: numbers with their denominators, evidence with its date, no formula.</summary>
internal sealed class ConcentrationText(RuleInput input, AppReach apps, JudgedGroup judged, Exit exit)
{
    private const int Named = 4;

    private readonly GroupConcentration _group = judged.Group;

    /// <summary>"Serilog 3.1.1 and 4.0.0".</summary>
    public string Lead => Versions(_group.Lead.Id, _group.Group.Packages);

    private string Name
    {
        get
        {
            string[] others = [.. _group.Group.Packages.Select(package => package.Id).Distinct(StringComparer.OrdinalIgnoreCase).Where(id => !id.Equals(_group.Lead.Id, StringComparison.OrdinalIgnoreCase))];
            return others.Length is 0 ? Lead : $"{Lead} and {Phrase.Number(others.Length)} more of the same hands ({Phrase.List(others, 3)})";
        }
    }

    /// <summary>"DotNetZip 1.16.0: every app relies on it, no project references it".</summary>
    public string Title(ImmutableArray<Condition> conditions) => $"{Lead}: {Relies}, {string.Join(", ", Shapes(conditions).Take(_group.IsHidden is Truth.True ? 1 : 2))}";

    public string Message(ImmutableArray<Condition> conditions)
    {
        string[] parts =
        [
            $"{Name} {Verb} {apps.Of(_group.Apps)}{NotChosen}",
            .. ComesBy is { Length: > 0 } by ? [$"it comes by {by}"] : Array.Empty<string>(),
            .. CanDo is { Length: > 0 } can ? [$"it can {can}"] : Array.Empty<string>(),
            Publisher("can publish its next version (", ")"),
            .. conditions.Where(condition => condition is { Holds: Truth.True, Name: ConcentrationConditions.WeakHands or ConcentrationConditions.LockedIn }).Select(Sentence),
        ];
        return string.Join("; ", parts) + ".";
    }

    public ImmutableArray<FindingFact> Facts() =>
    [
        new FindingFact("reaches", apps.Named(_group.Apps) + (Ships ? "" : "; the source does not state what ships")),
        .. ComesBy is { Length: > 0 } by ? [new FindingFact("comes by", by)] : ImmutableArray<FindingFact>.Empty,
        .. CanDo is { Length: > 0 } can ? [new FindingFact("can do", can)] : ImmutableArray<FindingFact>.Empty,
        new FindingFact("publisher", Publisher(": ", "")),
        new FindingFact("your code", ConcentrationConditions.Uses(_group.Binding)),
    ];

    private string Verb => (Ships, _group.Group.Packages.All(package => package.Id.Equals(_group.Lead.Id, StringComparison.OrdinalIgnoreCase))) switch
    {
        (true, true) => "runs in",
        (true, false) => "run in",
        (false, true) => "is part of",
        _ => "are part of",
    };

    private bool Ships => _group.Group.Packages.Any(apps.Ships);

    private string Relies => _group.Apps.Length == apps.Count
        ? $"{(apps.Count is 1 ? "the" : "every")} {apps.Noun} relies on it"
        : $"{apps.Of(_group.Apps)} {(_group.Apps.Length is 1 ? "relies" : "rely")} on it";

    private string NotChosen => _group.HiddenIn.Length switch
    {
        0 => "",
        var hidden when hidden == _group.Apps.Length => " and no project references it",
        var hidden => $", in {Phrase.Number(hidden)} of them with no reference of ours",
    };

    private IEnumerable<string> Shapes(ImmutableArray<Condition> conditions) => conditions.Where(condition => condition.Holds is Truth.True).Select(condition => condition.Name switch
    {
        ConcentrationConditions.Hidden => _group.HiddenIn.Length == _group.Apps.Length ? "no project references it" : "hardly any project references it",
        ConcentrationConditions.Inescapable => "several packages bring it",
        ConcentrationConditions.WeakHands => judged.Hands.All.First(weakness => weakness.Holds is Truth.True).Kind switch
        {
            WeaknessKind.Drift => "it changed hands",
            WeaknessKind.Deprecated => "it is deprecated",
            WeaknessKind.Silence => "its newest release is old",
            WeaknessKind.Licence => "its licence changed",
            _ => "nothing shows where it comes from",
        },
        _ => _group.Binding.Leaks.IsEmpty ? $"{Phrase.Number(_group.Binding.Files.Length)} of {Phrase.Count(_group.Binding.Of, "source file")} {(_group.Binding.Files.Length is 1 ? "uses" : "use")} it" : "our public members show its types",
    });

    private string Sentence(Condition condition) => condition.Name is ConcentrationConditions.WeakHands ? condition.Text : $"our code is bound to it: {condition.Text}";

    /// <summary>"Reports.Engine 4.2.0, Import.Core 2.0.1 and references of our own in Web".</summary>
    private string ComesBy
    {
        get
        {
            string[] through = [.. exit.References.Select(reference => reference.Id).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => Versions(id, apps.VersionsOf(id)))];
            string[] own = [.. exit.Own.Select(reference => reference.Project).Distinct(StringComparer.Ordinal)];
            return string.Join("; ", new[] { Phrase.List(through, Named), own.Length is 0 ? "" : $"{(own.Length is 1 ? "a reference" : "references")} of our own in {ConcentrationConditions.Names(own)}" }.Where(part => part.Length > 0));
        }
    }

    private string CanDo
    {
        get
        {
            var strong = _group.Power.Strong;
            string[] words =
            [
                .. Words(strong),
                .. Words(_group.Power.Capabilities.Except(strong)),
                .. _group.Power.Executing.IsEmpty ? Array.Empty<string>() : ["run code in the build"],
            ];
            return Phrase.List(words);
        }
    }

    private static IEnumerable<string> Words(CapabilitySet capabilities) => Enum.GetValues<Capability>().Where(capabilities.Contains).Select(CapabilityWords.Of);

    /// <summary>The version that tells who publishes the next one, as <see cref="ControlGroup"/> takes it.</summary>
    private Component Newest => _group.Group.Packages.LastOrDefault(
        package => package.Id.Equals(_group.Lead.Id, StringComparison.OrdinalIgnoreCase) && input.Evidence.Of(package).Signature is { Verdict: SignatureVerdict.Verified, Owners.IsEmpty: false },
        _group.Lead);

    private string Publisher(string open, string close)
    {
        var signature = input.Evidence.Of(Newest).Signature;
        var accounts = signature.Verdict is SignatureVerdict.Verified ? signature.Accounts.ToArray() : [];
        return signature.Verdict switch
        {
            SignatureVerdict.Verified when accounts.Length > 0 =>
                $"{Phrase.Count(accounts.Length, "account")}{(close.Length > 0 ? $" {open}" : open)}{(close.Length > 0 ? "" : Phrase.List(accounts, Named) + "; ")}signed by the repository{Date(signature.Repository)}, {Author(signature.Author)}{close}",
            SignatureVerdict.Verified => $"no repository proves which accounts can publish it; {Author(signature.Author)}",
            SignatureVerdict.Unsigned => "it is not signed, so that nothing proves who publishes it",
            SignatureVerdict.Invalid => $"its signature does not hold: {signature.Reason}",
            _ => $"who can publish its next version is not known: {signature.Reason}",
        };
    }

    private static string Author(PackageSigner? author) => author switch
    {
        null => "no author certificate",
        { Verdict: SignatureVerdict.Verified } => $"author certificate of {author.Entity}",
        _ => "an author certificate that could not be verified",
    };

    private static string Date(PackageSigner? signer) => signer?.SignedAt is { } time ? " " + time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";

    private static string Versions(string id, IEnumerable<Component> among)
    {
        Component[] versions = [.. among.Where(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).Distinct().Order(ComponentOrder.Instance)];
        return versions.Length is 0 ? id : $"{versions[0].Id} {Phrase.List([.. versions.Select(package => package.Version).OfType<string>()], 3)}".TrimEnd();
    }
}
