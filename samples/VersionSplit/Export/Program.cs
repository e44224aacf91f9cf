using Serilog;

using var log = new LoggerConfiguration().WriteTo.File("export.log").CreateLogger();
log.Information("{Count} rows", args.Length);
