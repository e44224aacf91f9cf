using Shared;

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/invoices/{number:int}", (int number) => new Invoice(number, 0).ToJson());
app.Run();
