namespace Books;

public sealed class Book
{
    public int Id { get; init; }

    public required string Title { get; init; }

    public required Isbn Isbn { get; init; }

    public decimal Price { get; set; }
}
