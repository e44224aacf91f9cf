using System.Text;
using DepRisk.Packages;
using DepRisk.Packages.Capabilities;
using Microsoft.CodeAnalysis;

namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>Every line of Capabilities.tsv, by compiled code that uses what it names and code that comes near.</summary>
public sealed class CapabilityMapTests : IClassFixture<CapabilityMapTests.Samples>
{
    private readonly Samples _samples;

    public CapabilityMapTests(Samples samples) => _samples = samples;

    public static TheoryData<string> Rules { get; } = [.. CapabilityMap.Default.Rules.Select(Key)];

    [Fact]
    public void Every_line_has_a_sample_and_every_sample_a_line() => Assert.Equal(
        CapabilityMap.Default.Rules.Select(Key).Order(StringComparer.Ordinal),
        CapabilitySamples.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_line_tells_its_members_from_near_ones(string key)
    {
        var rule = CapabilityMap.Default.Rules.Single(rule => Key(rule).Equals(key, StringComparison.Ordinal));
        var isGiven = rule.Sign is not RuleSign.Exclusion;
        Assert.Equal(isGiven, _samples.Of(key, "P").Contains(rule.Capability));
        Assert.Equal(!isGiven, _samples.Of(key, "N").Contains(rule.Capability));
    }

    /// <summary>A misspelled name would never match and never be missed.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_name_of_a_line_is_one_of_the_type(string key)
    {
        var rule = CapabilityMap.Default.Rules.Single(rule => Key(rule).Equals(key, StringComparison.Ordinal));
        var members = _samples.MembersOf(rule.Namespace, rule.Type).ToArray();
        Assert.NotEmpty(members);
        Assert.All(rule.Members, pattern => Assert.True(
            Array.Exists(members, member => Fits(pattern.Name, member)),
            $"{rule.Namespace}.{rule.Type.Text} has no member {pattern.Name.Text}"));
    }

    [Fact]
    public void A_type_of_the_assembly_itself_is_not_what_its_name_says()
    {
        var bytes = Compiled.Library("Polyfill", "namespace System.Net.Http { public class HttpClient { public void GetAsync() {} } } class C { void M() => new System.Net.Http.HttpClient().GetAsync(); }");
        Assert.Empty(AssemblyFactsReader.Read("lib/Polyfill.dll", bytes).Present);
    }

    [Fact]
    public void Who_implements_an_archive_can_unpack_it()
    {
        var bytes = Compiled.Library("Zip", "namespace Ionic.Zip { public class ZipFile { public int A; public void ExtractAll(string to) {} } }");
        var use = Assert.Single(AssemblyFactsReader.Read("lib/Zip.dll", bytes).Present);
        Assert.Equal(new CapabilityUse(Capability.Archive, "Ionic.Zip.ZipFile.ExtractAll", "Ionic.Zip.ZipFile.ExtractAll"), use);
    }

    private static string Key(CapabilityRule rule) =>
        $"{CapabilityMap.NameOf(rule.Capability)}{(rule.Sign is RuleSign.Exclusion ? "-" : "")} {rule.Namespace}.{rule.Type.Text}{(rule.Type.IsPrefix ? "*" : "")}";

    private static bool Fits(NamePattern pattern, string name) =>
        pattern.IsPrefix ? name.StartsWith(pattern.Text, StringComparison.Ordinal) : name.Equals(pattern.Text, StringComparison.Ordinal);

    /// <summary>All samples as the methods P0, N0, P1, ... of one compiled assembly.</summary>
    public sealed class Samples : IDisposable
    {
        private readonly TempFolder _folder = new();
        private readonly CallGraph _graph;
        private readonly Compilation _compilation;
        private readonly Dictionary<string, CapabilitySet> _sets = new(StringComparer.Ordinal);

        public Samples()
        {
            var stubs = Compiled.Library("Stubs", CapabilityStubs.Source);
            var old = Compiled.Library("Old", CapabilityStubs.OldFramework);
            _compilation = Compiled.Compilation("Samples", Source(), Compiled.Reference(stubs, "global", "stubs"), Compiled.Reference(old, "old"));
            File.WriteAllBytes(_folder["Samples.dll"], Compiled.Emit((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)_compilation));
            _graph = CallGraphBuilder.Build(_folder.Root, ["Samples.dll"]);
            Assert.Empty(_graph.Problems);
            for (var method = 0; method < _graph.Methods; method++)
            {
                var set = CapabilitySet.None;
                foreach (var target in _graph.TargetsOf(method))
                {
                    set = set.Union(target >= _graph.FirstExternal ? _graph.CapabilitiesOf(target) : Constructed(target));
                }

                _sets[_graph.NameOf(method)] = set;
            }
        }

        internal CapabilitySet Of(string key, string kind)
        {
            var index = CapabilitySamples.All.Keys.ToList().IndexOf(key);
            Assert.True(index >= 0, $"{key} has no sample in CapabilitySamples.cs; add a statement that uses it and one that comes near");
            return _sets[$"C.{kind}{index}"];
        }

        internal IEnumerable<string> MembersOf(string @namespace, NamePattern type) => _compilation.References
            .Select(_compilation.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
            .Select(assembly => @namespace.Split('.').Aggregate((INamespaceSymbol?)assembly.GlobalNamespace, (parent, name) => parent?.GetNamespaceMembers().FirstOrDefault(child => child.Name.Equals(name, StringComparison.Ordinal))))
            .SelectMany(found => found?.GetTypeMembers().Where(candidate => Fits(type, candidate.MetadataName)) ?? [])
            .SelectMany(found => found.GetMembers())
            .Select(member => member.MetadataName);

        public void Dispose()
        {
            _graph.Dispose();
            _folder.Dispose();
        }

        /// <summary>Of the classes that stand beside the samples, what their constructor calls.</summary>
        private CapabilitySet Constructed(int target)
        {
            var set = CapabilitySet.None;
            foreach (var next in target < _graph.Methods && _graph.NameOf(target) is "Tool..ctor" ? _graph.TargetsOf(target) : default)
            {
                set = set.Union(next >= _graph.FirstExternal ? _graph.CapabilitiesOf(next) : CapabilitySet.None);
            }

            return set;
        }

        private static string Source()
        {
            var text = new StringBuilder(
                """
                extern alias stubs; extern alias old;
                #pragma warning disable
                using System.Formats.Tar;
                public class Tool : Microsoft.Build.Utilities.ToolTask { }
                public class Holder { public System.Security.Cryptography.RSAParameters Rsa; public System.Security.Cryptography.DSAParameters Dsa; }
                public static class C { static T A<T>() => default!;

                """);
            var index = 0;
            foreach (var (statement, nearMiss) in CapabilitySamples.All.Values)
            {
                text.AppendLine($"static void P{index}() {{ {statement}; }}").AppendLine($"static void N{index++}() {{ {nearMiss}; }}");
            }

            return text.Append('}').ToString();
        }
    }
}
