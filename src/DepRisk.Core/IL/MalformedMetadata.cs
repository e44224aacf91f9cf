using System.Globalization;

namespace DepRisk.IL;

/// <summary>Tables, heaps, offsets and signatures that contradict themselves, or that would cost more than any real assembly's.</summary>
internal static class MalformedMetadata
{
    private const string Contradiction = "has metadata that contradicts itself";

    /// <summary>What System.Reflection.Metadata and the readers here throw at it.</summary>
    public static bool Is(Exception e) =>
        e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException or InvalidCastException
            or IOException or InvalidDataException;

    public static InvalidDataException Exception() => new(Contradiction);

    /// <param name="what">The things that are too many: <c>characters of names</c>.</param>
    public static InvalidDataException Exceeds(string what, long limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"has more than {limit:N0} {what}, which is the limit"));

    /// <summary>For problems of a file, behind its path.</summary>
    public static string Phrase(Exception e) => e is InvalidDataException ? e.Message : Contradiction;
}
