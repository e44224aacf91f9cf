namespace Core;

public sealed record Parcel(int Number, double Kilograms)
{
    public static string Schema() => NJsonSchema.JsonSchema.FromType<Parcel>().ToJson();
}
