using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Tool.Commands;

/// <summary>One SBOM to write.</summary>
/// <param name="Projects">What it describes: one app, or all of them merged.</param>
/// <param name="SpecVersion">1.4 to 1.7.</param>
/// <param name="Format">json or xml.</param>
/// <param name="HashesPackages">SHA-256 of every package file as well; reads each of them.</param>
internal sealed record BomRequest(
    Scope Scope,
    IReadOnlyList<Project> Projects,
    bool IsMerged,
    string SpecVersion,
    string Format,
    string? Manufacturer,
    string? ManufacturerUrl,
    IReadOnlyList<string> Authors,
    bool HashesPackages);

/// <summary>Writes one SBOM and says what keeps it from being complete; nothing where it is.</summary>
internal delegate IReadOnlyList<InputError> BomWriter(BomRequest request, Stream stream);

internal static class BomWriters
{
    public static BomWriter Default { get; } = (request, _) =>
        [new InputError(InputErrorCode.NothingFound, request.Scope.Name, "no SBOM yet: this build of deprisk has no SBOM writer")];
}
