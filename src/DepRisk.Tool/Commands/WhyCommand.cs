using System.CommandLine;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Rules;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Every way in which a package comes in. That it does not come in at all is an answer too: exit code 0.</summary>
internal static class WhyCommand
{
    public static Command Create(Seams seams)
    {
        var package = new Argument<string>("PACKAGE") { Description = "A package id, also with a version: Serilog, Serilog@3.1.1, npm:lodash" };
        var path = ScopeOptions.Path();
        var scopeOptions = new ScopeOptions();
        var command = new ExampleCommand(
            "why",
            "Every way a package comes in, and the line that upgrades it",
            "deprisk why Newtonsoft.Json Shop.slnx")
        {
            package, path,
        };
        scopeOptions.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            if (!VersionQuery.TryParse(parse.GetValue(package)!, out var query, out var reason))
            {
                seams.Terminal.ErrorLine($"deprisk: {reason}", Tone.Error);
                return (int)ExitCode.Usage;
            }

            var (scope, code) = await scopeOptions.ReadAsync(seams, parse, parse.GetValue(path), cancellation);
            if (scope is not null)
            {
                Answer(seams, scope, query, parse.GetValue(package)!, scopeOptions.VerbosityOf(parse));
            }

            return (int)code;
        });
        return command;
    }

    private static void Answer(Seams seams, Scope scope, VersionQuery query, string asked, Verbosity verbosity)
    {
        var hits = PackageHits.In(scope, query).ToArray();
        if (hits.Length > 0)
        {
            WhyPage.Write(seams, scope, hits, verbosity);
            return;
        }

        seams.Terminal.Line($"{asked} is not in {scope.Name}.");
        var ids = scope.Projects.SelectMany(project => project.Targets)
            .SelectMany(target => target.Graph.Nodes.ToArray().Skip(1))
            .Where(node => node.Component.Type is not ComponentType.Project)
            .Select(node => node.Component.Id)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var others = PackageHits.In(scope, query with { Versions = null, ExactText = null })
            .Select(hit => hit.Node.Component.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (others.Length > 0)
        {
            seams.Terminal.Line($"There is {Phrase.List(others)}.");
        }
        else if (Nearest.To(query.Id, ids) is { Count: > 0 } nearest)
        {
            seams.Terminal.Line($"Nearest: {Phrase.List(nearest)}.");
        }
    }
}
