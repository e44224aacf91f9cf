using System.Collections.Immutable;
using System.Globalization;
using DepRisk.Input;

namespace DepRisk.Sbom;

/// <summary>Collects problems; of one kind the first few in full and the rest as a number, because a broken generator repeats itself a million times.</summary>
internal sealed class CycloneDxReaderProblems(string path, CycloneDxReaderDocument document)
{
    private const int MostOfAKind = 25;

    private readonly ImmutableArray<InputError>.Builder _problems = ImmutableArray.CreateBuilder<InputError>();
    private readonly SortedDictionary<InputErrorCode, (int Count, bool IsPartial)> _kinds = [];

    /// <param name="message">Called only for what is reported in full: a position costs a look through the file.</param>
    /// <param name="place">As the document keeps it; -1 where it has no meaning.</param>
    public void Add(InputErrorCode code, Func<string> message, long place = -1, bool isPartial = true)
    {
        var (count, wasPartial) = _kinds.GetValueOrDefault(code);
        var isMore = count >= MostOfAKind;
        _kinds[code] = (count + 1, isMore && (wasPartial || isPartial));
        if (!isMore)
        {
            var (line, column) = place < 0 ? (0, 0) : document.Position(place);
            _problems.Add(new InputError(code, path, message(), line, column) { IsPartial = isPartial });
        }
    }

    public ImmutableArray<InputError> ToImmutable()
    {
        foreach (var (code, (count, isPartial)) in _kinds)
        {
            if (count > MostOfAKind)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"has {count - MostOfAKind} more problems of this kind");
                _problems.Add(new InputError(code, path, text) { IsPartial = isPartial });
            }
        }

        return _problems.ToImmutable();
    }
}
