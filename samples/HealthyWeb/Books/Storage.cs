using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Books;

public static class Storage
{
    public static IServiceCollection AddBooks(this IServiceCollection services, string connection) => services
        .AddDbContext<BookContext>(options => options.UseNpgsql(connection))
        .AddSingleton<BookRules>()
        .AddSingleton<IDiscount, NoDiscount>()
        .AddScoped<IShelf, Shelf>();
}
