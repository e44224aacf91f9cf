using DepRisk.Input;

namespace DepRisk.Packages.Signatures;

/// <summary>The roots that NuGet itself verifies with; the .NET SDK ships them in its folder <c>trustedroots</c>.</summary>
/// <param name="CodeSigning">May end the chain of an author or a repository.</param>
/// <param name="Timestamping">May end the chain of a timestamp.</param>
public sealed record TrustedRoots(RootBundle CodeSigning, RootBundle Timestamping)
{
    /// <summary>Every verdict that needs a chain is then unknown.</summary>
    public static readonly TrustedRoots None = new(RootBundle.Empty, RootBundle.Empty);

    public const string CodeSigningFile = "codesignctl.pem";
    public const string TimestampingFile = "timestampctl.pem";

    /// <param name="folder">The folder with both PEM files. Errors: those of <see cref="RootBundle.Read"/>, for either file.</param>
    public static Result<TrustedRoots> Read(string folder) =>
        !RootBundle.Read(Path.Combine(folder, CodeSigningFile)).Succeeded(out var code, out var error)
        || !RootBundle.Read(Path.Combine(folder, TimestampingFile)).Succeeded(out var time, out error)
            ? error
            : new TrustedRoots(code, time);
}
