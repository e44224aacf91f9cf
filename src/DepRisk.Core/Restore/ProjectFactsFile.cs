using System.Collections.Immutable;
using System.Text;
using DepRisk.Input;

namespace DepRisk.Restore;

/// <summary>
/// <c>obj/deprisk.project.tsv</c>, in which the build package leaves evaluated properties for later runs without MSBuild. UTF-8, LF, one
/// <c>Name TAB Value</c> a line, sorted by name, each name once; a value has no tab and no line end, and may be empty. Readers ignore names that they do not know:
/// <c>OutputType</c>, <c>IsTestProject</c>, <c>PackAsTool</c>, <c>GeneratePackageOnBuild</c>, <c>DepRiskApp</c>, <c>AzureFunctionsVersion</c>, <c>TargetFramework</c>,
/// <c>TargetFrameworks</c>, and <c>IsPackable</c> only where a file of ours sets it, because the SDK makes every library packable by default.
/// </summary>
public sealed record ProjectFactsFile(string Path, ImmutableSortedDictionary<string, string> Values)
{
    public const string FileName = "deprisk.project.tsv";

    public static Result<ProjectFactsFile> Read(string path) =>
        InputFile.Read(path).Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;

    public static Result<ProjectFactsFile> Parse(string path, ReadOnlyMemory<byte> bytes)
    {
        var text = InputFile.WithoutBom(bytes).Span;
        if (InputFile.EncodingError(path, text) is { } encodingError)
        {
            return encodingError;
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        var number = 0L;
        foreach (var line in Encoding.UTF8.GetString(text).AsSpan().EnumerateLines())
        {
            number++;
            if (line.IsEmpty)
            {
                continue;
            }

            var tab = line.IndexOf('\t');
            if (tab <= 0)
            {
                return new InputError(InputErrorCode.Malformed, path, "has a line that is not a name, a tab and a value; build again to have it rewritten", number, 1);
            }

            if (!values.TryAdd(line[..tab].ToString(), line[(tab + 1)..].Trim().ToString()))
            {
                return new InputError(InputErrorCode.Malformed, path, $"names {line[..tab]} twice; build again to have it rewritten", number, 1);
            }
        }

        return new ProjectFactsFile(path, values.ToImmutable());
    }
}
