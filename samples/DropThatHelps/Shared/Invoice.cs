namespace Shared;

public sealed record Invoice(int Number, decimal Total)
{
    public string ToJson() => System.Text.Json.JsonSerializer.Serialize(this);
}
