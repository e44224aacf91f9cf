using Microsoft.EntityFrameworkCore;

namespace Books;

public sealed class BookContext(DbContextOptions<BookContext> options) : DbContext(options)
{
    public DbSet<Book> Books => Set<Book>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Book>().Property(book => book.Isbn).HasConversion(isbn => isbn.Value, value => new Isbn(value));
}
