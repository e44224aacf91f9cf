using DepRisk.Concentration;
using DepRisk.Evidence;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Rules;

/// <summary>
/// Whether anything shows where a package comes from: a signature where its feed signs, and a repository or a commit that it names. A feed signs if it is the
/// public one, or if another package of the scope that came from it carries the signature of a repository.
/// </summary>
internal sealed class Origin
{
    private readonly HashSet<string> _signing;

    private Origin(HashSet<string> signing) => _signing = signing;

    public static Origin In(ScopeEvidence evidence) => new(evidence.Packages.Values
        .Where(package => package.Signature is { Verdict: SignatureVerdict.Verified, Repository: not null })
        .Select(package => package.Folder.Feed)
        .OfType<string>()
        .ToHashSet(StringComparer.OrdinalIgnoreCase));

    public Weakness Of(string name, PackageEvidence evidence, string? command)
    {
        var (unsigned, text) = Unsigned(name, evidence);
        if (unsigned is Truth.True)
        {
            return new Weakness(WeaknessKind.Origin, Truth.True, text);
        }

        return evidence.Folder.Nuspec switch
        {
            null => new Weakness(WeaknessKind.Origin, Truth.Unknown, $"the repository that {name} names", command),
            { Repository: null or { Url: null, Commit: null } } => new Weakness(WeaknessKind.Origin, Truth.True, $"{name} names neither a repository nor a commit"),
            _ when unsigned is Truth.Unknown => new Weakness(WeaknessKind.Origin, Truth.Unknown, text, command),
            _ => Weakness.None(WeaknessKind.Origin),
        };
    }

    private (Truth Holds, string Text) Unsigned(string name, PackageEvidence evidence) => evidence.Signature.Verdict switch
    {
        SignatureVerdict.Verified => (Truth.False, ""),
        SignatureVerdict.Invalid => (Truth.True, $"the signature of {name} does not hold: {evidence.Signature.Reason ?? "it was changed"}"),
        SignatureVerdict.Unknown => (Truth.Unknown, $"who publishes {name}: {evidence.Signature.Reason ?? "its signature is not known"}"),
        _ => evidence.Folder.Feed switch
        {
            null => (Truth.Unknown, $"which feed {name} came from, and whether that one signs"),
            var feed when Signs(feed) => (Truth.True, $"{name} is not signed, and other packages of its feed are"),
            _ => (Truth.False, ""),
        },
    };

    private bool Signs(string feed) => _signing.Contains(feed) || (Uri.TryCreate(feed, UriKind.Absolute, out var address) && RepositoryCertificates.IsOfficial(address));
}
