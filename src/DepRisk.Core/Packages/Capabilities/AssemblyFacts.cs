using System.Collections.Immutable;

namespace DepRisk.Packages.Capabilities;

/// <summary>What code can do to the world around it. The order is that of docs/capabilities.md and part of no format.</summary>
public enum Capability : byte
{
    Net,
    Process,
    DynamicLoad,
    Deserialization,
    Archive,
    PInvoke,
    Native,
    Emit,
    Crypto,
    FileSystem,
    Environment,
    Registry,
}

/// <summary>One example that proves a capability.</summary>
/// <param name="Method">In the package: <c>Namespace.Type.Method</c>; the file itself for native code.</param>
/// <param name="Api">What it calls: <c>System.Net.Http.HttpClient.SendAsync</c>; the library and entry point of a P/Invoke.</param>
public sealed record CapabilityUse(Capability Capability, string Method, string Api);

/// <summary>What the IL of one file of a package can do.</summary>
/// <param name="Path">Relative to the package, with <c>/</c>.</param>
/// <param name="Mvid">All zero where the file is not managed.</param>
/// <param name="Types">Type definitions, <c>&lt;Module&gt;</c> left out.</param>
/// <param name="Present">One example a capability, in the order of the enum: some code of the file can.</param>
/// <param name="Problem">Why the file could not be read, as a phrase; its capabilities are then unknown, not none.</param>
public sealed record AssemblyFacts(string Path, Guid Mvid, int Types, ImmutableArray<CapabilityUse> Present, string? Problem = null);
