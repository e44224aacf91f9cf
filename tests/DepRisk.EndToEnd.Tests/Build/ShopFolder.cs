namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>Shop.slnx: App and the library Lib that it contains, with the package installed by one line and all warnings as errors.</summary>
internal static class ShopFolder
{
    public const string App = "App/App.csproj";
    public const string Lib = "Lib/Lib.csproj";
    public const string Solution = "Shop.slnx";

    /// <summary>What brings Motor into the app by two ways and with no reference of our own: DR1001.</summary>
    public static readonly string[] Hidden = ["Reports 1.0.0", "Import 1.0.0"];

    /// <param name="lib">References of the library.</param>
    /// <param name="app">References of the app besides the library.</param>
    public static BuildFolder Create(string[] lib, string[] app, string name = "scope")
    {
        var folder = new BuildFolder(name);
        folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors><UseAppHost>false</UseAppHost></PropertyGroup>
              {BuildFolder.Install}
            </Project>
            """);
        WriteLib(folder, lib);
        folder.Project(App, "<OutputType>Exe</OutputType>", ["../" + Lib, .. app]);
        folder.Solution(Solution, App, Lib);
        return folder;
    }

    public static void WriteLib(BuildFolder folder, params string[] references) => folder.Project(Lib, "", references);

    /// <summary>Restored and accepted as it is.</summary>
    public static BuildFolder Locked(this BuildFolder folder)
    {
        folder.Dotnet("restore", Solution, "-v:quiet", "-tl:off").Ended(0);
        folder.Deprisk("lock", Solution, "--no-restore").Ended(0);
        return folder;
    }

    public static string[] Places(this IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.Select(diagnostic => diagnostic.Place).Order(StringComparer.Ordinal)];

    /// <summary>What the compiler of a project was told.</summary>
    public static byte[] Model(this BuildFolder folder, string project, string configuration = "Debug", string framework = "net10.0") =>
        File.ReadAllBytes(folder[$"{project}/obj/{configuration}/{framework}/deprisk.model.tsv"]);
}
