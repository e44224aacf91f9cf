using System.Diagnostics;
using System.Globalization;
using DepRisk.Build;

namespace DepRisk.Benchmarks;

/// <summary>What the task does for each project of a restored solution, in one process as in a node of MSBuild; without MSBuild around it.</summary>
internal static class Judging
{
    public static void Run(string folder, int rounds)
    {
        var projects = Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            var memory = new BuildMemory();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            var (findings, watched) = (0, 0);
            foreach (var project in projects)
            {
                var folderOf = Path.GetDirectoryName(project)!;
                var outcome = ProjectBuild.Run(new BuildRequest(project, Path.Combine(folderOf, "obj", "project.assets.json"), Path.Combine(folderOf, "obj", "deprisk.model.tsv")), memory);
                (findings, watched) = (findings + outcome.Model.Findings.Length, watched + outcome.Model.Watched.Length);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{projects.Length} projects in {watch.Elapsed.TotalMilliseconds:F0} ms, {watch.Elapsed.TotalMilliseconds / projects.Length:F2} ms each, {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds:F0} ms of processor; {findings} findings, {watched} watched"));
        }
    }
}
