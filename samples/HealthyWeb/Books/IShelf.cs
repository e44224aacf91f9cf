namespace Books;

public interface IShelf
{
    Task<Book?> FindAsync(Isbn isbn, CancellationToken cancellation);

    Task AddAsync(Book book, CancellationToken cancellation);
}
