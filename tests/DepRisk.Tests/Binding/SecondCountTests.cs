using DepRisk.Binding;
using DepRisk.Graph;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace DepRisk.Tests.Binding;

/// <summary>Our own assemblies counted a second time with Mono.Cecil, which shares no code with the reader of metadata that we build on.</summary>
public sealed class SecondCountTests
{
    private const string Unknown = "?";

    public static TheoryData<string> Assemblies { get; } =
        [typeof(Scope).Assembly.Location, typeof(DepRisk.Tool.Deprisk).Assembly.Location, typeof(SecondCountTests).Assembly.Location];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Call_sites_of_every_document_and_types_are_those_that_Cecil_finds(string path)
    {
        Assert.True(BuiltAssembly.Open(path).Succeeded(out var opened, out var error), error?.Message);
        using var assembly = opened;
        Assert.True(AssemblyUsesReader.Read(assembly).Succeeded(out var uses, out error), error?.Message);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { ReadSymbols = true });
        var (calls, lines) = Calls(module);

        var ours = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var reference in uses.References)
        {
            Assert.Equal(reference.CallSites, reference.Documents.Sum(document => document.CallSites));
            foreach (var document in reference.Documents.Where(document => document.CallSites > 0))
            {
                var key = $"{reference.Assembly} {(document.Document < 0 ? Unknown : uses.Documents[document.Document].Path)}";
                ours[key] = document.CallSites;

                // A type may be named in an earlier line than the first call.
                Assert.True(!lines.TryGetValue(key, out var line) || document.Line <= line, $"{key}: line {document.Line}, Cecil's first call is in line {line}");
            }
        }

        Assert.NotEmpty(calls);
        Assert.Equal(ByAssembly(calls), ByAssembly(ours));
        foreach (var (key, count) in calls.Where(call => !call.Key.EndsWith(Unknown, StringComparison.Ordinal)))
        {
            // Methods of the compiler's own making have no lines and belong to the file of their type, which Cecil does not know.
            var isExact = !calls.ContainsKey($"{key.Split(' ')[0]} {Unknown}");
            Assert.True(isExact ? ours[key] == count : ours[key] >= count, $"{key}: {ours[key]}, Cecil finds {count}");
        }

        var types = module.GetTypeReferences().Where(type => type.Scope is AssemblyNameReference).Select(type => $"{type.Scope.Name} {type.FullName.Replace('/', '+')}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var named = uses.References.SelectMany(reference => reference.Types.Select(type => $"{reference.Assembly} {type}")).Order(StringComparer.Ordinal);
        Assert.Equal(types, named);
    }

    [Fact]
    public void The_packages_of_our_own_product_are_among_them()
    {
        var names = new List<string>();
        foreach (var path in new[] { typeof(Scope).Assembly.Location, typeof(DepRisk.Tool.Deprisk).Assembly.Location })
        {
            Assert.True(BuiltAssembly.Open(path).Succeeded(out var opened, out var error), error?.Message);
            using var assembly = opened;
            Assert.True(AssemblyUsesReader.Read(assembly).Succeeded(out var uses, out error), error?.Message);
            Assert.True(uses.HasSymbols);
            names.AddRange(uses.References.Where(reference => reference.CallSites > 0).Select(reference => reference.Assembly));
        }

        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "NuGet.Versioning", "System.CommandLine", "Spectre.Console" }, new HashSet<string>(names, StringComparer.Ordinal));
    }

    private static SortedDictionary<string, int> ByAssembly(SortedDictionary<string, int> calls)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, count) in calls)
        {
            var name = key.Split(' ')[0];
            sums[name] = sums.GetValueOrDefault(name) + count;
        }

        return sums;
    }

    private static (SortedDictionary<string, int> Calls, Dictionary<string, int> FirstLines) Calls(ModuleDefinition module)
    {
        var calls = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody))
        {
            var points = method.DebugInformation.SequencePoints.Where(point => !point.IsHidden).ToList();
            foreach (var instruction in method.Body.Instructions)
            {
                if (Owner(instruction.Operand) is { } owner)
                {
                    var point = points.FindLast(point => point.Offset <= instruction.Offset) ?? points.FirstOrDefault();
                    var key = $"{owner} {point?.Document.Url ?? Unknown}";
                    calls[key] = calls.GetValueOrDefault(key) + 1;
                    lines[key] = Math.Min(lines.GetValueOrDefault(key, int.MaxValue), point?.StartLine ?? int.MaxValue);
                }
            }
        }

        return (calls, lines);
    }

    private static string? Owner(object? operand)
    {
        var type = operand switch
        {
            GenericInstanceMethod method => method.ElementMethod.DeclaringType,
            MemberReference and (MethodReference or FieldReference) => ((MemberReference)operand).DeclaringType,
            _ => null,
        };
        type = type is GenericInstanceType generic ? generic.ElementType : type;
        return type is not null and not TypeSpecification && type.Scope is AssemblyNameReference scope ? scope.Name : null;
    }
}
