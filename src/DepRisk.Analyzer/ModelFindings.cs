using System.Collections.Immutable;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Analyzer;

/// <summary>Reports DR1001 to DR1009, which the build found, where they are at home: a line of a project file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp, LanguageNames.VisualBasic)]
public sealed class ModelFindings : RiskAnalyzer
{
    private protected override ImmutableArray<DiagnosticDescriptor> Reported { get; } = Descriptors.OfModel.Add(Descriptors.UnusableModel);

    private protected override void Register(GuardedActions actions, ModelFile file)
    {
        var options = actions.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (file.Reading.Model is not { } model)
        {
            actions.AtEnd(context => context.ReportDiagnostic(Unusable(file, file.Reading.Line, file.Reading.Problem)));
        }
        else if (Shown(model, options) is { IsEmpty: false } findings)
        {
            var folder = FolderOf(file.Path, model.Folder, options);
            actions.AtEnd(context =>
            {
                foreach (var finding in findings)
                {
                    context.ReportDiagnostic(Of(finding, folder, file, context));
                }
            });
        }
    }

    private static ImmutableArray<ModelFinding> Shown(ProjectModel model, AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.DepRiskReport", out var report) && report.Equals("all", StringComparison.OrdinalIgnoreCase)
            ? model.Findings
            : model.Findings.RemoveAll(finding => finding.IsAccepted);

    private static string FolderOf(string model, string? fromModel, AnalyzerConfigOptions options) =>
        fromModel is not null && Path.IsPathRooted(model) ? Path.Combine(Path.GetDirectoryName(model), fromModel)
        : options.TryGetValue("build_property.MSBuildProjectDirectory", out var folder) || options.TryGetValue("build_property.ProjectDir", out folder) ? folder
        : "";

    private static Diagnostic Of(ModelFinding finding, string folder, ModelFile file, CompilationAnalysisContext context)
    {
        foreach (var descriptor in Descriptors.OfModel)
        {
            if (descriptor.Id.Equals(finding.Rule, StringComparison.Ordinal))
            {
                var message = OneLine(finding.Message) + (finding.IsAccepted ? " (accepted in deprisk.lock.json)" : "");
                return Diagnostic.Create(descriptor, LocationOf(Absolute(folder, finding.File), finding.Line, finding.Column, context), Descriptors.SeverityOf(finding.Level), null, null, message);
            }
        }

        return Unusable(file, 0, "has a finding of a rule that is not known");
    }

    private static Diagnostic Unusable(ModelFile file, int line, string problem) =>
        Diagnostic.Create(Descriptors.UnusableModel, LocationOf(file.Path, line, 0, null), ProjectModel.FileName, problem);

    /// <summary>A build that does not say where the project is leaves the path as it is; there is no other folder to take it from.</summary>
    private static string Absolute(string folder, string file) => folder.Length is 0 ? file : Path.GetFullPath(Path.Combine(folder, file));

    /// <summary>A line of a log that ends early could go on as a command.</summary>
    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ');

    /// <param name="line">One-based; 0 where only the file is known.</param>
    /// <param name="column">One-based; 0 where only the line is known.</param>
    private static Location LocationOf(string path, int line, int column, CompilationAnalysisContext? context)
    {
        var position = new LinePosition(Math.Max(line - 1, 0), Math.Max(column - 1, 0));
        return Location.Create(path, SpanOf(path, position, context), new LinePositionSpan(position, position));
    }

    /// <summary>
    /// The rest of the line, where the build hands over the file: the compiler of Visual Basic prints a place only of a text that it has, and marks the span under it, from
    /// which MSBuild takes the column. Others print the position.
    /// </summary>
    private static TextSpan SpanOf(string path, LinePosition position, CompilationAnalysisContext? context)
    {
        var file = context?.Options.AdditionalFiles.FirstOrDefault(file => file.Path.Equals(path, StringComparison.OrdinalIgnoreCase));
        if (file?.GetText(context!.Value.CancellationToken) is not { } text || position.Line >= text.Lines.Count)
        {
            return default;
        }

        var line = text.Lines[position.Line];
        return TextSpan.FromBounds(Math.Min(line.Start + position.Character, line.End), line.End);
    }
}
