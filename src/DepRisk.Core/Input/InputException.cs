namespace DepRisk.Input;

/// <summary>
/// Leaves a parser for the boundary that turns it into an <see cref="InputError"/>: <see cref="JsonInput"/> and <see cref="XmlInput"/>.
/// It never crosses them.
/// </summary>
internal sealed class InputException(InputErrorCode code, string message) : Exception(message)
{
    public InputErrorCode Code { get; } = code;
}
