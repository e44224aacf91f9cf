using Serilog;

Log.Logger = new LoggerConfiguration().CreateLogger();
Log.Information("Counted");
