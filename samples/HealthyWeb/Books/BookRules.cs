using FluentValidation;

namespace Books;

public sealed class BookRules : AbstractValidator<Book>
{
    public BookRules()
    {
        RuleFor(book => book.Title).NotEmpty();
        RuleFor(book => book.Isbn).Must(isbn => isbn.IsValid());
        RuleFor(book => book.Price).GreaterThanOrEqualTo(0);
    }
}
