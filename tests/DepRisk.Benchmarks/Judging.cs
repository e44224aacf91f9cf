using System.Diagnostics;
using System.Collections.Immutable;
using DepRisk.Build;
using DepRisk.Restore;
using DepRisk.Lock;
using DepRisk.Rules;
using DepRisk.Evidence;

namespace DepRisk.Benchmarks;

internal static class Judging
{
    public static void Run(string folder, int rounds)
    {
        var projects = Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var accepted = LockReader.Read(Path.Combine(folder, "deprisk.lock.json")).Value!;
        for (var round = 0; round < rounds; round++)
        {
            long d = 0, a = 0, r = 0, j = 0; var reads = 0; var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var project in projects)
            {
                var assets = Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json");
                var t0 = Stopwatch.GetTimestamp();
                var table = new ProjectFileTable();
                var discovered = ScopeDiscovery.Project(project, assets, folder, table);
                var t1 = Stopwatch.GetTimestamp();
                var file = AssetsFileReader.Read(assets).Value!;
                var t2 = Stopwatch.GetTimestamp();
                var scope = ScopeReader.Read(discovered).Value!;
                var t3 = Stopwatch.GetTimestamp();
                ProjectAssessment.Of(new ProjectInput(scope, Policy.Default, accepted, false, packages => { reads++; foreach (var p in packages) { seen[p.ToString()] = seen.GetValueOrDefault(p.ToString()) + 1; } return ScopeEvidence.None; }));
                var t4 = Stopwatch.GetTimestamp();
                d += t1 - t0; a += t2 - t1; r += t3 - t2; j += t4 - t3;
            }
            string S(long t) => (t * 1000.0 / Stopwatch.Frequency).ToString("F0");
            Console.WriteLine($"reads {reads}: {string.Join(", ", seen.Take(12).Select(p => p.Key + " x" + p.Value))}"); Console.WriteLine($"discover {S(d)}  assets alone {S(a)}  scope {S(r)}  judge {S(j)}");
        }
    }
}
