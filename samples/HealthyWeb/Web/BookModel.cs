using Books;

namespace Web;

internal sealed record BookModel(string Title, string Isbn, decimal Price)
{
    public static BookModel Of(Book book) => new(book.Title, book.Isbn.Value, book.Price);

    public Book ToBook() => new() { Title = Title, Isbn = new Isbn(Isbn), Price = Price };
}
