using Quartz;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddQuartz(quartz => quartz.AddJob<NightlyReport>(job => job.WithIdentity("nightly").StoreDurably()));
builder.Build().Run();
