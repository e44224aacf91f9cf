using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Books;

public sealed class Shelf(BookContext context, BookRules rules) : IShelf
{
    public Task<Book?> FindAsync(Isbn isbn, CancellationToken cancellation) => context.Books.FirstOrDefaultAsync(book => book.Isbn == isbn, cancellation);

    public async Task AddAsync(Book book, CancellationToken cancellation)
    {
        rules.ValidateAndThrow(book);
        context.Books.Add(book);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }
}
