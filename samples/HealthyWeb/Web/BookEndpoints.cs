using Books;

namespace Web;

internal static class BookEndpoints
{
    public static void MapBooks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/books/{isbn}", async (string isbn, IShelf shelf, CancellationToken cancellation) =>
            await shelf.FindAsync(new Isbn(isbn), cancellation).ConfigureAwait(false) is { } book ? Results.Ok(BookModel.Of(book)) : Results.NotFound());
        app.MapPost("/books", async (BookModel model, IShelf shelf, CancellationToken cancellation) =>
        {
            await shelf.AddAsync(model.ToBook(), cancellation).ConfigureAwait(false);
            return Results.Created($"/books/{model.Isbn}", model);
        });
    }
}
