using Core;

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/plugins", Plugins.Installed);
app.MapGet("/parcel/schema", Parcel.Schema);
app.Run();
