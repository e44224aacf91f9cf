using System.Diagnostics;
using System.Globalization;

namespace DepRisk.Benchmarks;

/// <summary>
/// What the package costs a build: two copies of one restored solution, one with the package and one without it, built in turn. Of each pair the ratio counts, because the machine is the same
/// for both; medians over the pairs.
/// </summary>
internal static class BuildOverhead
{
    private static readonly string[] Outputs = ["bin", "obj/Debug"];

    /// <param name="plain">Folder of the solution without the package.</param>
    /// <param name="with">Folder of the same solution with it.</param>
    public static void Run(string plain, string with, int rounds, bool isCold)
    {
        var (rebuild, noOp) = (new List<(double, double)>(), new List<(double, double)>());
        for (var round = 0; round < rounds; round++)
        {
            Clean(plain);
            Clean(with);
            if (isCold && Environment.GetEnvironmentVariable("DEPRISK_CACHE") is { Length: > 0 } cache && Directory.Exists(cache))
            {
                Directory.Delete(cache, recursive: true);
            }

            // In turn who goes first, so that neither profits from what the other one left in memory.
            rebuild.Add(Pair(plain, with, round % 2 is 0));
            noOp.Add(Pair(plain, with, round % 2 is 1));
            Console.WriteLine(Line($"round {round + 1}", rebuild[^1], noOp[^1]));
        }

        Console.WriteLine(Line("median", Median(rebuild), Median(noOp)));
    }

    private static (double Plain, double With) Pair(string plain, string with, bool isPlainFirst)
    {
        var first = Seconds(isPlainFirst ? plain : with);
        var second = Seconds(isPlainFirst ? with : plain);
        return isPlainFirst ? (first, second) : (second, first);
    }

    private static double Seconds(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "--no-restore", "-v:q", "-nodeReuse:false", "-tl:off"]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode is 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(output);
    }

    private static void Clean(string folder)
    {
        foreach (var project in Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        {
            foreach (var output in Outputs)
            {
                if (Path.Combine(Path.GetDirectoryName(project)!, output) is var path && Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
            }
        }
    }

    private static (double Plain, double With) Median(List<(double Plain, double With)> pairs) => pairs.OrderBy(pair => pair.With / pair.Plain).ElementAt(pairs.Count / 2);

    private static string Line(string name, (double Plain, double With) rebuild, (double Plain, double With) noOp) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: build {rebuild.Plain:F1} s and {rebuild.With:F1} s, {(rebuild.With / rebuild.Plain) - 1:+0.0%;-0.0%}; no-op {noOp.Plain:F2} s and {noOp.With:F2} s, {(noOp.With / noOp.Plain) - 1:+0.0%;-0.0%}");
}
