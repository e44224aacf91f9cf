namespace Contracts;

public sealed record Order(int Number, string Customer)
{
    public static string Schema() => NJsonSchema.JsonSchema.FromType<Order>().ToJson();
}
