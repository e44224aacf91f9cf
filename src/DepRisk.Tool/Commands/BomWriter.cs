using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Rules;
using DepRisk.Sbom;

namespace DepRisk.Tool.Commands;

/// <summary>What one run of <c>sbom</c> writes.</summary>
/// <param name="Projects">One document each, or one for all of them where <paramref name="IsMerged"/>.</param>
/// <param name="Format">json or xml.</param>
/// <param name="HashesSha256">SHA-256 of every file besides SHA-512.</param>
internal sealed record BomRequest(
    Scope Scope,
    ScopeEvidence Evidence,
    Task<RuleInput> Input,
    IReadOnlyList<Project> Projects,
    bool IsMerged,
    SpecVersion SpecVersion,
    string Format,
    string? Manufacturer,
    string? ManufacturerUrl,
    string? Author,
    DateTimeOffset? Timestamp,
    bool HashesSha256,
    string? Framework,
    string? RuntimeIdentifier);

/// <summary>Hands every document to <paramref name="write"/>, from any thread, and returns what keeps the documents from being all that they could be.</summary>
/// <param name="write">Index of the project (0 for the merged document) and the bytes.</param>
internal delegate IReadOnlyList<InputError> BomWriter(BomRequest request, Action<int, ReadOnlyMemory<byte>> write);

internal static class BomWriters
{
    public static BomWriter Default { get; } = Write;

    private static List<InputError> Write(BomRequest request, Action<int, ReadOnlyMemory<byte>> write)
    {
        var builder = new BomBuilder(request.Scope, Options(request), request.Evidence, request.Input);
        var encode = new CycloneDxFormat(request.SpecVersion, request.Format is "xml").Writer();
        if (request.IsMerged)
        {
            write(0, encode(builder.Merge(request.Projects)));
        }
        else
        {
            builder.ForEach(request.Projects, (i, bom) => write(i, encode(bom)));
        }

        return [.. builder.Problems];
    }

    private static BomOptions Options(BomRequest request) =>
        new(
            request.SpecVersion, request.Manufacturer, request.ManufacturerUrl, request.Author, request.Timestamp,
            request.Framework, request.RuntimeIdentifier, request.IsMerged, request.HashesSha256);
}
