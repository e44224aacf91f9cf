namespace DepRisk.Packages;

/// <summary>Where a restored package lies and what the restore recorded of it.</summary>
/// <param name="ContentHash">
/// Base64 SHA-512 that NuGet calls the content hash: the signature is left out, so it never equals the hash of the .nupkg file.
/// Null where the source does not state it.
/// </param>
/// <param name="Folder">Absolute folder of the extracted package; null where it is not on this disk. Never part of any output.</param>
public sealed record RestoredPackage(string? ContentHash, string? Folder);
