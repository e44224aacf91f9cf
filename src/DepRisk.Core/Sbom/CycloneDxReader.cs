using DepRisk.Graph;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>
/// Reads a CycloneDX SBOM of any tool and any ecosystem, JSON or XML, 1.2 to 1.7, into the same graph as restore outputs.
/// The content decides what a file is, never its name. Parts that the graph has no use for are skipped without being built.
/// </summary>
/// <remarks>
/// One pass collects what the document states (<see cref="CycloneDxReaderDocument"/>), because the order of its parts is free; then
/// <see cref="CycloneDxReaderGraph"/> resolves references. Choices that the format leaves open are written down there.
/// </remarks>
public static class CycloneDxReader
{
    internal const string Supported = "deprisk reads CycloneDX 1.2 to 1.7";

    private static readonly string[] Versions = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

    public static Result<Scope> Read(string path)
    {
        var file = InputFile.Read(path, Limits.SbomBytes);
        return file.Succeeded(out var bytes, out var error) ? Parse(path, bytes) : error;
    }

    public static Result<Scope> Parse(string path, ReadOnlyMemory<byte> bytes) => Parse(path, bytes, CycloneDxReaderLimits.Default);

    internal static Result<Scope> Parse(string path, ReadOnlyMemory<byte> bytes, CycloneDxReaderLimits limits)
    {
        if (bytes.Length > limits.Bytes)
        {
            return InputFile.TooLarge(path, bytes.Length, limits.Bytes);
        }

        var document = CycloneDxReaderSniff.Look(bytes.Span) switch
        {
            { Format: SbomText.Json } => CycloneDxReaderJson.Parse(path, bytes, limits),
            { Format: SbomText.Xml } => CycloneDxReaderXml.Parse(path, bytes, limits),
            var other => new InputError(other.Code, path, other.Message, 1, 1),
        };
        return document.Succeeded(out var value, out var error) ? CycloneDxReaderGraph.Build(path, value) : error;
    }

    /// <summary>Throws for a version that we do not read, naming those that we do.</summary>
    internal static void ExpectVersion(string version)
    {
        if (!Versions.AsSpan().Contains(version))
        {
            throw new InputException(
                InputErrorCode.UnsupportedVersion,
                $"is CycloneDX {Quote(version)}; the versions that deprisk reads are {string.Join(", ", Versions)}");
        }
    }

    /// <summary>Text of the input inside a message: short, and without characters that a terminal obeys.</summary>
    internal static string Quote(string text)
    {
        const int Most = 120;
        var shown = text.Length > Most ? string.Concat(text.AsSpan(0, Most), "...") : text;
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.GetUnicodeCategory(source[i]) is System.Globalization.UnicodeCategory.Format ? '?' : source[i];
            }
        });
    }
}

/// <summary>The caps of <see cref="Limits"/> that concern an SBOM; tests lower them.</summary>
/// <param name="SkippedCharacters">
/// Of one string that we do not read. Higher than <see cref="Limits.ValueCharacters"/> because an attachment (a licence text, in base64)
/// is one string, and lower than what only a hostile file holds.
/// </param>
internal sealed record CycloneDxReaderLimits(long Bytes, int Components, int Edges, int SkippedCharacters)
{
    public static readonly CycloneDxReaderLimits Default = new(Limits.SbomBytes, Limits.Nodes, Limits.Edges, 64 * 1024 * 1024);
}
