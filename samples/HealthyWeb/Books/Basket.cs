namespace Books;

public sealed class Basket
{
    private readonly List<Book> _books = [];

    public int Count => _books.Count;

    public void Add(Book book) => _books.Add(book);

    public decimal Total(IDiscount discount) => discount.Of(_books.Sum(book => book.Price));
}
