namespace Books;

public sealed class NoDiscount : IDiscount
{
    public decimal Of(decimal total) => total;
}
