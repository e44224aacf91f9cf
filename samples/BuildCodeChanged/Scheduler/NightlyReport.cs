using Quartz;

public sealed class NightlyReport(ILogger<NightlyReport> logger) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        logger.LogInformation("Report of {Day}", context.FireTimeUtc);
        return ValueTask.CompletedTask;
    }
}
