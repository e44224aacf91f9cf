using System.Diagnostics.CodeAnalysis;

namespace DepRisk.Input;

/// <summary>A value, or the reason why there is none. Readers return it; they never throw for bad input.</summary>
public readonly struct Result<T>
    where T : class
{
    private Result(T? value, InputError? error)
    {
        Value = value;
        Error = error;
    }

    public T? Value { get; }

    public InputError? Error { get; }

    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out InputError? error)
    {
        value = Value;
        error = Error;
        return value is not null;
    }

#pragma warning disable CA2225 // Operator overloads have named alternates: `return value;` and `return error;` are the point of the type.
    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(InputError error) => new(null, error);
#pragma warning restore CA2225
}
