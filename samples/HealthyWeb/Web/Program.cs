using Books;
using Serilog;
using Web;

Log.Logger = new LoggerConfiguration().WriteTo.Console(formatProvider: null).CreateLogger();
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddBooks(builder.Configuration["Books"] ?? "Host=localhost;Database=books");
builder.Services.AddSingleton(_ => Traces.Start());
var app = builder.Build();
app.MapBooks();
app.MapHealth();
await app.RunAsync().ConfigureAwait(false);
