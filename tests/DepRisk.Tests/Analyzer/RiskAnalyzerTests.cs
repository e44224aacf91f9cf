extern alias analyzer;

using System.Collections.Immutable;
using analyzer::DepRisk.Analyzer;
using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModelFile = analyzer::DepRisk.Analyzer.ModelFile;

namespace DepRisk.Tests.Analyzer;

public class RiskAnalyzerTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("operation")]
    [InlineData("symbol")]
    [InlineData("end")]
    public async Task An_error_of_ours_is_DR9999_once_and_says_where_it_happened(string where)
    {
        var check = new AnalyzerCheck { Model = ProjectModel.Empty, Analyzers = [new Broken(where)] };
        var found = Assert.Single(await check.RunAsync("class A { void M() { M(); M(); } void N() { M(); } }"));
        Assert.Equal("(1,1): Warning DR9999: Internal error in the analyzer of DepRisk: InvalidOperationException in Broken.Fail; findings may be missing; please report it with this line", AnalyzerCheck.Text(found));
    }

    [Fact]
    public async Task A_compilation_without_a_model_calls_nothing() =>
        Assert.Empty(await new AnalyzerCheck { Analyzers = [new Broken("start")] }.RunAsync("class A { }"));

    /// <summary>What is not watched costs nothing: no callback is registered, which the compiler tells.</summary>
    [Theory]
    [InlineData("DR2001")]
    [InlineData("DR2002")]
    [InlineData("DR2003")]
    public async Task Only_what_can_find_something_is_registered(string rule)
    {
        var package = Watched.Package(isDirect: rule is not "DR2003");
        Assert.NotEqual(0, await CallbacksAsync(Watched.Check(rule, files: 0, packages: package)));
        Assert.Equal(0, await CallbacksAsync(Watched.Check(rule, RuleLevel.Off, files: 0, packages: package)));
        Assert.Equal(0, await CallbacksAsync(Watched.Check(rule, files: 0, packages: [])));
        Assert.Equal(0, await CallbacksAsync(Watched.Check(rule, files: 0, packages: package with { Assemblies = ["Nobody.Refers.To.It"] })));
    }

    [Fact]
    public async Task A_project_with_too_few_files_cannot_use_anything_in_too_many() =>
        Assert.Equal(0, await CallbacksAsync(Watched.Check("DR2001", files: 1, packages: Watched.Package())));

    private static async Task<int> CallbacksAsync(AnalyzerCheck check)
    {
        var counts = await check.TelemetryAsync("class A { string M() => \"a\".Trim(); }");
        return counts.OperationActionsCount + counts.SymbolActionsCount + counts.CompilationEndActionsCount;
    }

#pragma warning disable RS1001 // Only the tests run it.
    private sealed class Broken(string where) : RiskAnalyzer
#pragma warning restore RS1001
    {
        private protected override ImmutableArray<DiagnosticDescriptor> Reported => [];

        private protected override void Register(GuardedActions actions, ModelFile file)
        {
            Fail("start");
            actions.OnOperations(_ => Fail("operation"), [OperationKind.Invocation]);
            actions.OnSymbols(_ => Fail("symbol"), [SymbolKind.Method]);
            actions.AtEnd(_ => Fail("end"));
        }

        private void Fail(string here)
        {
            if (here.Equals(where, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("with a path of this machine in it");
            }
        }
    }
}
