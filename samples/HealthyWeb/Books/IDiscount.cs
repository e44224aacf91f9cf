namespace Books;

public interface IDiscount
{
    decimal Of(decimal total);
}
