using System.Collections.Immutable;
using System.Security;
using System.Text;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>
/// Asks MSBuild once for the properties of the projects whose role no literal decides: a project of ours refers to them and
/// calls a target that is added to each for this one call. Nothing is built and no project is changed.
/// </summary>
internal static class DotnetEvaluation
{
    /// <returns>By project path and property; a project that cannot be evaluated is left out.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Run(
        ImmutableArray<string> projects, ImmutableArray<string> properties, IStepProgress progress, CancellationToken cancellation)
    {
        progress.Announce($"Asking MSBuild what {projects.Length} {(projects.Length is 1 ? "project is" : "projects are")}");
        var folder = Directory.CreateTempSubdirectory("deprisk-");
        try
        {
            var caller = Path.Combine(folder.FullName, "facts.proj");
            var output = Path.Combine(folder.FullName, "facts.tsv");
            File.WriteAllText(caller, Caller(projects, output));
            File.WriteAllText(Path.Combine(folder.FullName, "facts.targets"), Added(properties));
            // Above the temporary folder anybody may leave a global.json (hence the project's folder to stand in, as for a restore) or a
            // Directory.Build.rsp (hence -noAutoResponse); either can name code to run.
            var standing = Path.GetDirectoryName(projects[0])!;
            var code = DotnetProcess.RunAsync(standing, ["msbuild", caller, "-v:quiet", "-tl:off", "-noAutoResponse"], static _ => { }, cancellation).GetAwaiter().GetResult();
            return code is null || !File.Exists(output) ? ImmutableDictionary<string, IReadOnlyDictionary<string, string>>.Empty : Facts(File.ReadAllLines(output));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Caller(ImmutableArray<string> projects, string output)
    {
        var items = new StringBuilder();
        foreach (var project in projects)
        {
            items.Append("<Asked Include=\"").Append(Escape(project)).Append("\" />");
        }

        return $"""
            <Project DefaultTargets="Facts">
              <ItemGroup>{items}</ItemGroup>
              <PropertyGroup>
                <Added>$(MSBuildThisFileDirectory)facts.targets</Added>
              </PropertyGroup>
              <Target Name="Facts">
                <MSBuild Projects="@(Asked)" Targets="DepRiskFacts" ContinueOnError="true" SkipNonexistentTargets="true"
                         Properties="CustomAfterMicrosoftCommonTargets=$(Added);CustomAfterMicrosoftCommonCrossTargetingTargets=$(Added)">
                  <Output TaskParameter="TargetOutputs" ItemName="Fact" />
                </MSBuild>
                <WriteLinesToFile File="{Escape(output)}" Lines="@(Fact->'%(Asked)&#9;%(Identity)&#9;%(Value)')" Overwrite="true" />
              </Target>
            </Project>
            """;
    }

    private static string Added(ImmutableArray<string> properties)
    {
        var items = new StringBuilder();
        foreach (var property in properties)
        {
            items.Append(System.Globalization.CultureInfo.InvariantCulture, $"<DepRiskFact Include=\"{property}\" Asked=\"$(MSBuildProjectFullPath)\" Value=\"$({property})\" />");
        }

        // The project of several frameworks is asked as a whole first, then once a framework: a condition may look at that.
        return $"""
            <Project>
              <Target Name="DepRiskFacts" Returns="@(DepRiskFact)">
                <ItemGroup>
                  {items}
                  <DepRiskFramework Include="$(TargetFrameworks)" Condition="'$(IsCrossTargetingBuild)' == 'true'" />
                </ItemGroup>
                <MSBuild Condition="'@(DepRiskFramework)' != ''" Projects="$(MSBuildProjectFullPath)" Targets="DepRiskFacts"
                         Properties="TargetFramework=%(DepRiskFramework.Identity)" ContinueOnError="true" SkipNonexistentTargets="true">
                  <Output TaskParameter="TargetOutputs" ItemName="DepRiskFact" />
                </MSBuild>
              </Target>
            </Project>
            """;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Facts(string[] lines)
    {
        var facts = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var fields in lines.Select(line => line.Split('\t')).Where(fields => fields.Length is 3 && fields[2].Length > 0))
        {
            if (!facts.TryGetValue(fields[0], out var properties))
            {
                properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                facts.Add(fields[0], properties);
            }

            var values = (Dictionary<string, string>)properties;
            if (!values.TryGetValue(fields[1], out var known) || IsDefault(known))
            {
                values[fields[1]] = fields[2];
            }
        }

        return facts;
    }

    // An app for one of its frameworks is an app.
    private static bool IsDefault(string value) =>
        value.Equals("Library", StringComparison.OrdinalIgnoreCase) || value.Equals("false", StringComparison.OrdinalIgnoreCase);

    // MSBuild's own escapes first, so that no character of a path is an expression or a separator; then XML's.
    private static string Escape(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var character in path)
        {
            text.Append(character is '%' or '$' or '@' or '\'' or '(' or ')' or ';' or '?' or '*'
                ? $"%{(int)character:x2}"
                : character.ToString());
        }

        return SecurityElement.Escape(text.ToString());
    }
}
