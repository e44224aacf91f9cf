using Serilog;

using var log = new LoggerConfiguration().WriteTo.Console().CreateLogger();
log.Information("{Count} letters", args.Length);
