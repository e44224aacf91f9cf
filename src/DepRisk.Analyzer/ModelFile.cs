using DepRisk.RiskModel;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DepRisk.Analyzer;

/// <summary>The model among what the build hands to the compiler.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record ModelFile(string Path, ModelReading Reading)
{
    /// <summary>The compiler keeps the answer as long as the text, so that all of our analyzers parse it once, and an editor once for many compilations.</summary>
    private static readonly SourceTextValueProvider<ModelReading> Readings = new(text => ModelReader.Read(text.ToString()));

    /// <returns>Null where the build handed over none.</returns>
    public static ModelFile? Find(GuardedActions actions)
    {
        foreach (var file in actions.Options.AdditionalFiles)
        {
            if (System.IO.Path.GetFileName(file.Path).Equals(ProjectModel.FileName, StringComparison.Ordinal))
            {
                return new ModelFile(file.Path, file.GetText(actions.Cancellation) is { } text ? actions.ValueOf(text, Readings) : new ModelReading(null, "cannot be opened", 0));
            }
        }

        return null;
    }
}
