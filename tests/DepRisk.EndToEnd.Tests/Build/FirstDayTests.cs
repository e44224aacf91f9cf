namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>The package is installed and nobody has made a lock yet.</summary>
public sealed class FirstDayTests : IClassFixture<FirstDayTests.Day>
{
    private readonly BuildFolder _folder;
    private readonly BuildRun _build;

    public FirstDayTests(Day day) => (_folder, _build) = (day.Folder, day.Build);

    private string Place => _folder.PlaceOf("DR1001", ShopFolder.App, "<PackageReference Include=\"Import\"");

    [Fact]
    public void A_build_with_warnings_as_errors_stays_green_and_the_app_shows_its_strongest_finding()
    {
        _build.Ended(0);
        Assert.Equal([Place], _build.Warnings.Places());
        Assert.Empty(_build.Errors);
        var warning = Assert.Single(_build.Sarif("App"), diagnostic => diagnostic.Code is "DR1001");
        Assert.Equal((Place, "warning"), (warning.Place, warning.Level));
        Assert.StartsWith("Motor 1.0.0", warning.Message, StringComparison.Ordinal);
        // A console shows no links of its own, and the compiler adds this one.
        Assert.EndsWith("/docs/rules/DR1001.md)", Assert.Single(_build.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_is_silent_whatever_it_rests_on()
    {
        using var folder = ShopFolder.Create(ShopFolder.Hidden, []);
        var build = folder.Build(ShopFolder.Lib).Ended(0);
        Assert.Empty(build.Sarif("Lib"));
        Assert.Empty(build.Warnings);
    }

    /// <summary>Nothing but the intermediate folder and the user's cache is written to.</summary>
    [Fact]
    public void Everything_that_was_written_lies_in_obj_and_clean_removes_it()
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], ShopFolder.Hidden);
        folder.Build(ShopFolder.Solution).Ended(0);
        var ours = Ours(folder);
        Assert.Contains("App/obj/Debug/net10.0/deprisk.model.tsv", ours);
        Assert.Contains("App/obj/deprisk.project.tsv", ours);
        Assert.All(ours, file => Assert.Contains("/obj/", file, StringComparison.Ordinal));

        folder.Run("clean", ShopFolder.Solution).Ended(0);
        Assert.Empty(Ours(folder));
    }

    [Theory]
    [InlineData("-p:DepRiskStrict=true", "error")]
    [InlineData("-p:WarningsAsErrors=DR1001", "error")]
    [InlineData("-p:NoWarn=DR1001", null)]
    [InlineData("-p:DepRiskEnabled=false", null)]
    public void Properties_decide_how_loud_it_is(string property, string? level)
    {
        var build = _folder.Build(ShopFolder.App, "--no-restore", "--no-incremental", property).Ended(level is "error" ? 1 : 0);
        Assert.Equal(level is "error" ? [Place] : [], build.Errors.Places());
        Assert.Empty(build.Warnings);
    }

    /// <summary>As an error it needs DepRiskStrict: what must not turn a build red by being installed stays a warning otherwise.</summary>
    [Theory]
    [InlineData("none", false, null)]
    [InlineData("error", true, "error")]
    [InlineData("error", false, "warning")]
    public void A_global_analyzer_configuration_decides_how_loud_it_is(string severity, bool isStrict, string? level)
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        folder.Write(".globalconfig", $"is_global = true\ndotnet_diagnostic.DR1001.severity = {severity}\n");
        var build = folder.Build(ShopFolder.App, $"-p:DepRiskStrict={isStrict}", "-p:TreatWarningsAsErrors=false").Ended(level is "error" ? 1 : 0);
        Assert.Equal(level is "error" ? [Place] : [], build.Errors.Places());
        Assert.Equal(level is "warning" ? [Place] : [], build.Warnings.Places());
    }

    private static string[] Ours(BuildFolder folder) => [.. folder.Files().Where(file => Path.GetFileName(file).StartsWith("deprisk", StringComparison.OrdinalIgnoreCase))];

    /// <summary>The same folder for all that only look.</summary>
    public sealed class Day : IDisposable
    {
        internal BuildFolder Folder { get; } = ShopFolder.Create(["Plain 1.0.0"], ShopFolder.Hidden);

        internal BuildRun Build { get; }

        public Day() => Build = Folder.Build(ShopFolder.Solution);

        public void Dispose() => Folder.Dispose();
    }
}
