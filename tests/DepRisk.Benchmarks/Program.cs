using BenchmarkDotNet.Running;
using DepRisk.Benchmarks;

// `tokenise DIR` is the floor as a whole process, to be timed against `deprisk sbom DIR`.
if (args is ["tokenise", var folder])
{
    Console.WriteLine(Tokenising.Count(Tokenising.AssetsFiles(folder)));
    return;
}

// `concentration DIR` is the first calls of a process, nothing warm.
if (args is ["concentration", var solution])
{
    ConcentrationBenchmark.FirstCalls(solution);
    return;
}

// `judge DIR ROUNDS`: the task alone, for each project of a restored solution.
if (args is ["judge", var restored, var times])
{
    Judging.Run(restored, int.Parse(times, System.Globalization.CultureInfo.InvariantCulture));
    return;
}

// `build PLAIN WITH ROUNDS [cold]`: two copies of a restored solution, without the package and with it.
if (args is ["build", var plain, var with, var rounds, .. var rest])
{
    BuildOverhead.Run(plain, with, int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture), rest is ["cold"]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(SbomBenchmark).Assembly).Run(args);
