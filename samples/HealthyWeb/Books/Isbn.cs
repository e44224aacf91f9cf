namespace Books;

public readonly record struct Isbn(string Value)
{
    public bool IsValid() => Value.Length is 13 && Value.All(char.IsAsciiDigit) && Value.Select((digit, i) => (digit - '0') * (i % 2 is 0 ? 1 : 3)).Sum() % 10 is 0;

    public override string ToString() => Value;
}
