using Serilog;

Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateLogger();
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", () => "up");
app.Run();
