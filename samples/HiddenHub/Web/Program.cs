using Contracts;
using Microsoft.AspNetCore.JsonPatch;

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/schema", Order.Schema);
app.MapGet("/patch", () => new JsonPatchDocument().Operations.Count);
app.Run();
