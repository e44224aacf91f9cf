using DepRisk.Packages.Build;
using DepRisk.Packages.Capabilities;
using DepRisk.Packages.Signatures;

namespace DepRisk.Packages;

/// <summary>The words that outputs and policies use for facts of packages; they are part of the formats and never change with a rename in the code.</summary>
public static class FactNames
{
    public static string Of(Capability capability) => capability switch
    {
        Capability.Net => "net",
        Capability.Process => "process",
        Capability.DynamicLoad => "dynload",
        Capability.Deserialization => "deserialisation",
        Capability.Archive => "archive",
        Capability.PInvoke => "pinvoke",
        Capability.Native => "native",
        Capability.Emit => "emit",
        Capability.Crypto => "crypto",
        Capability.FileSystem => "filesystem",
        Capability.Environment => "environment",
        _ => "registry",
    };

    public static string Of(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Verified => "verified",
        SignatureVerdict.Unsigned => "unsigned",
        SignatureVerdict.Invalid => "invalid",
        _ => "unknown",
    };

    public static string Of(BuildAssetKind kind) => kind switch
    {
        BuildAssetKind.Imported => "imported",
        BuildAssetKind.Task => "task",
        BuildAssetKind.InlineTask => "inline-task",
        BuildAssetKind.Exec => "exec",
        BuildAssetKind.Analyzer => "analyzer",
        BuildAssetKind.Generator => "generator",
        BuildAssetKind.Sdk => "sdk",
        _ => "script",
    };
}
