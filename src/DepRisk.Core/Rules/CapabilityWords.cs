using DepRisk.Packages.Capabilities;

namespace DepRisk.Rules;

/// <summary>Capabilities as one says them of a package: it can ...</summary>
public static class CapabilityWords
{
    public static string Of(Capability capability) => capability switch
    {
        Capability.Net => "use the network",
        Capability.Process => "start processes",
        Capability.DynamicLoad => "load code",
        Capability.Deserialization => "deserialise types that the input chooses",
        Capability.Archive => "unpack archives",
        Capability.PInvoke => "call native code",
        Capability.Native => "run native code",
        Capability.Emit => "make code at run time",
        Capability.Crypto => "handle keys",
        Capability.FileSystem => "write files",
        Capability.Environment => "read the environment",
        _ => "use the registry",
    };
}
