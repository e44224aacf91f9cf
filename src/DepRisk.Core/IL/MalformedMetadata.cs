namespace DepRisk.IL;

/// <summary>What System.Reflection.Metadata and the readers here throw at tables, heaps, offsets and signatures that contradict themselves.</summary>
internal static class MalformedMetadata
{
    public static bool Is(Exception e) =>
        e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCastException
            or IOException or InvalidDataException;
}
