using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DepRisk.Restore;

/// <summary>
/// The projects of a solution repeat the same libraries, to the byte. What one assets file has taught is kept here with its
/// text: where the same text stands again it is compared, which is memory speed, and not tokenised. Thread-safe.
/// </summary>
/// <remarks>
/// This is exact and not a heuristic: a value is reused only where every byte of it equals a value that was parsed as a
/// whole, complete JSON object.
/// </remarks>
public sealed class AssetsFragments
{
    // A name with more different texts than this is no repetition worth remembering.
    private const int VariantsPerName = 64;

    private static readonly JsonReaderState[] AfterObject = [.. Enumerable.Range(0, 6).Select(StateAfterObject)];

    internal FragmentTable<TargetLibrary> Targets { get; } = new();

    internal FragmentTable<AssetsLibrary> Libraries { get; } = new();

    internal FragmentTable<IReadOnlyDictionary<string, string>> Prunes { get; } = new();

    /// <summary>
    /// The value of the property that the reader is on, from memory or by <paramref name="parse"/>; the reader ends on the value's last token.
    /// </summary>
    /// <param name="table">Null: always parse.</param>
    /// <param name="json">The span that <paramref name="reader"/> reads, which changes when it jumps.</param>
    internal static T Value<T>(FragmentTable<T>? table, ref ReadOnlySpan<byte> json, ref Utf8JsonReader reader, FragmentParse<T> parse)
        where T : class
    {
        if (table is null || reader.HasValueSequence || reader.ValueIsEscaped)
        {
            return parse(ref reader);
        }

        var name = reader.ValueSpan;
        var start = ValueStart(json, (int)reader.BytesConsumed);
        var depth = reader.CurrentDepth;
        if (table.TryGet(name, json[start..], out var known, out var length) && depth < AfterObject.Length)
        {
            json = json[(start + length)..];
            reader = new Utf8JsonReader(json, isFinalBlock: true, AfterObject[depth]);
            return known;
        }

        var value = parse(ref reader);
        if (reader.TokenType is JsonTokenType.EndObject)
        {
            table.Add(name, json[start..(int)reader.BytesConsumed], value);
        }

        return value;
    }

    private static int ValueStart(ReadOnlySpan<byte> json, int from)
    {
        var skipped = json[from..].IndexOfAnyExcept(" \t\r\n"u8);
        return skipped < 0 ? json.Length : from + skipped;
    }

    // The state of a reader that has just read the end of an object all of whose `depth` ancestors are objects.
    private static JsonReaderState StateAfterObject(int depth)
    {
        var text = new byte[(depth * 5) + 2];
        for (var i = 0; i < depth; i++)
        {
            "{\"a\":"u8.CopyTo(text.AsSpan(i * 5));
        }

        "{}"u8.CopyTo(text.AsSpan(depth * 5));
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Input.JsonInput.Options));
        while (reader.TokenType is not JsonTokenType.EndObject)
        {
            reader.Read();
        }

        return reader.CurrentState;
    }

    internal sealed class FragmentTable<T>
        where T : class
    {
        private readonly ConcurrentDictionary<byte[], Fragment[]> _fragments = new(NameComparer.Instance);

        public bool TryGet(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, [NotNullWhen(true)] out T? value, out int length)
        {
            if (_fragments.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var variants))
            {
                foreach (var variant in variants)
                {
                    if (text.StartsWith(variant.Text))
                    {
                        (value, length) = (variant.Value, variant.Text.Length);
                        return true;
                    }
                }
            }

            (value, length) = (null, 0);
            return false;
        }

        public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text, T value)
        {
            var fragment = new Fragment(text.ToArray(), value);
            _fragments.AddOrUpdate(
                name.ToArray(),
                static (_, added) => [added],
                static (_, known, added) => known.Length < VariantsPerName ? [.. known, added] : known,
                fragment);
        }

        private sealed record Fragment(byte[] Text, T Value);
    }

    private sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly NameComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] name) => GetHashCode((ReadOnlySpan<byte>)name);

        public bool Equals(ReadOnlySpan<byte> name, byte[] other) => name.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> name)
        {
            var hash = default(HashCode);
            hash.AddBytes(name);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> name) => name.ToArray();
    }
}

internal delegate T FragmentParse<out T>(ref Utf8JsonReader reader);
