using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;

namespace DepRisk.Concentration;

/// <summary>
/// Which files of a package the apps ship: those of their own targets alone, because what a test brings into its output is no business of theirs. A lock file
/// and most SBOMs list no files; there, the files that were read because they would ship stand for them.
/// </summary>
internal sealed class AppFiles
{
    private readonly Dictionary<Component, Row> _rows = new(ReferenceEqualityComparer.Instance);

    private AppFiles()
    {
    }

    public static AppFiles Of(GroupedScope scope)
    {
        var files = new AppFiles();
        foreach (var target in scope.Targets)
        {
            var nodes = target.Target.Graph.Nodes;
            var isTold = ListsFiles(nodes);
            for (var i = 0; i < nodes.Length; i++)
            {
                if (target.GroupOf[i] is not GroupedScope.NoGroup && nodes[i].MayShip)
                {
                    files.RowOf(nodes[i].Component).Add(nodes[i], isTold);
                }
            }
        }

        return files;
    }

    /// <summary>Some source of the package lists no files: whether restore gives its build files to anybody is not known either.</summary>
    public bool IsUntold(Component package) => _rows.TryGetValue(package, out var row) && row.IsUntold;

    /// <summary>It brings files, and not only the names of others.</summary>
    public Truth Exist(Component package, PackageEvidence evidence) => _rows.GetValueOrDefault(package) switch
    {
        null => Truth.False,
        { Selections.Count: > 0 } => Truth.True,
        { IsUntold: false } => Truth.False,
        _ when !evidence.IsOnDisk => Truth.Unknown,
        _ => evidence.Files.IsEmpty ? Truth.False : Truth.True,
    };

    /// <summary>What is known of the code among them.</summary>
    /// <param name="isComplete">False where a file is not known, or could not be read.</param>
    public List<AssemblyFacts> CodeOf(Component package, PackageEvidence evidence, out bool isComplete)
    {
        isComplete = evidence.IsOnDisk;
        var code = new List<AssemblyFacts>();
        if (!_rows.TryGetValue(package, out var row))
        {
            return code;
        }

        if (row.IsUntold)
        {
            code.AddRange(evidence.Files);
        }
        else
        {
            foreach (var selection in row.Selections)
            {
                isComplete &= AddKnown(code, selection, evidence.Files);
            }
        }

        foreach (var file in code)
        {
            isComplete &= file.Problem is null;
        }

        return code;
    }

    private static bool AddKnown(List<AssemblyFacts> code, ImmutableArray<ShippedFile> selection, ImmutableArray<AssemblyFacts> known)
    {
        var isComplete = true;
        foreach (var file in selection)
        {
            if (file.Type is not (ShippedFileType.Assembly or ShippedFileType.Native))
            {
                continue;
            }

            var at = Find(known.AsSpan(), file.Path);
            isComplete &= at >= 0;
            if (at >= 0 && !code.Contains(known[at]))
            {
                code.Add(known[at]);
            }
        }

        return isComplete;
    }

    private static int Find(ReadOnlySpan<AssemblyFacts> sorted, string path)
    {
        var (low, high) = (0, sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(sorted[middle].Path, path);
            if (order is 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    // An SBOM says whether a package ships and, mostly, nothing of its files.
    private static bool ListsFiles(ReadOnlySpan<Node> nodes)
    {
        foreach (ref readonly var node in nodes)
        {
            if (!node.Files.IsDefaultOrEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private Row RowOf(Component package)
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, package, out _);
        return row ??= new Row();
    }

    private sealed class Row
    {
        public List<ImmutableArray<ShippedFile>> Selections { get; } = new(1);

        public bool IsUntold { get; private set; }

        public void Add(in Node node, bool isTold)
        {
            if (node.Class is DependencyClass.Unknown || !isTold)
            {
                IsUntold = true;
            }
            // Equal selections share one array.
            else if (!node.Files.IsDefaultOrEmpty && !Selections.Contains(node.Files))
            {
                Selections.Add(node.Files);
            }
        }
    }
}
