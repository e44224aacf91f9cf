using System.Text.Json;

namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>What a build can say where its inputs are missing, stale or broken, and what an editor gets.</summary>
public sealed class RestoreStateTests
{
    private static readonly string[] DesignTime =
        ["-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:BuildProjectReferences=false"];

    [Fact]
    public void Row_28_A_build_warns_of_stale_assets()
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], []).Locked();
        folder.Build(ShopFolder.Solution).Ended(0);
        ShopFolder.WriteLib(folder, "Plain 2.0.0");
        var stale = Assert.Single(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
        Assert.Equal(("DR9002", ShopFolder.Lib), (stale.Code, stale.File));
        Assert.StartsWith("Lib.csproj asks for Plain 2.0.0", stale.Message, StringComparison.Ordinal);
        Assert.EndsWith("/docs/rules/DR9002.md)", stale.Message, StringComparison.Ordinal);

        // Restored, it is the upgrade that is to be judged.
        Assert.Equal([folder.PlaceOf("DR1008", ShopFolder.Lib, "<PackageReference Include=\"Plain\"")], folder.Build(ShopFolder.Solution).Ended(0).Warnings.Places());
    }

    [Fact]
    public void An_editor_gets_the_model_and_no_warning()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        folder.Dotnet("restore", ShopFolder.Solution, "-v:quiet", "-tl:off").Ended(0);
        var design = folder.Run("msbuild", [ShopFolder.App, .. DesignTime]).Ended(0);
        Assert.Empty(design.Warnings);
        Assert.False(File.Exists(folder["App/obj/Debug/net10.0/App.dll"]));
        var model = folder.Model("App");
        Assert.NotEmpty(model);

        // It is the one that a build makes, and a build shows what it holds.
        var build = folder.Build(ShopFolder.Solution, "--no-restore").Ended(0);
        Assert.Equal(model, folder.Model("App"));
        Assert.Single(build.Warnings);

        // The compiler is told of it as of any other file beside the sources.
        using var items = JsonDocument.Parse(folder.Dotnet(["msbuild", ShopFolder.App, .. DesignTime, "-nologo", "-getItem:AdditionalFiles,CscCommandLineArgs"]).Ended(0).Output);
        var found = items.RootElement.GetProperty("Items");
        Assert.Contains(found.GetProperty("AdditionalFiles").EnumerateArray(), item => item.GetProperty("Identity").GetString()!.Replace('\\', '/').EndsWith("obj/Debug/net10.0/deprisk.model.tsv", StringComparison.Ordinal));
        Assert.Contains(found.GetProperty("CscCommandLineArgs").EnumerateArray(), item => item.GetProperty("Identity").GetString()!.EndsWith("analyzers/dotnet/roslyn4.8/cs/DepRisk.Analyzer.dll", StringComparison.Ordinal));
    }

    [Fact]
    public void A_build_that_nobody_restored_says_what_the_sdk_says()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        Assert.Equal(["NETSDK1004"], folder.Build(ShopFolder.App, "--no-restore").Ended(1).Codes);

        // The same where the targets are known and the restore output is gone.
        folder.Dotnet("restore", ShopFolder.App, "-v:quiet", "-tl:off").Ended(0);
        File.Delete(folder["App/obj/project.assets.json"]);
        File.Delete(folder["Lib/obj/project.assets.json"]);
        Assert.Equal(["NETSDK1004"], folder.Build(ShopFolder.App, "--no-restore").Ended(1).Codes);
    }

    [Fact]
    public void An_editor_that_comes_before_the_restore_is_told_nothing()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        var design = folder.Run("msbuild", [ShopFolder.App, .. DesignTime]);
        Assert.Empty(design.Warnings);
        Assert.DoesNotContain(design.Codes, code => code.StartsWith("DR", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deprisk.lock.json", "{ \"schema\": \"deprisk-lock/1\", }", "DR9005")]
    [InlineData("deprisk.json", "{ \"rules\": { \"DR1001\": \"loud\" } }", "DR9006")]
    public void A_broken_lock_or_policy_is_said_once_a_solution_and_a_gate_fails(string name, string text, string code)
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], ["Gear 1.0.0"]);
        folder.Write(name, text);
        var warning = Assert.Single(folder.Build(ShopFolder.Solution, "-m:2").Ended(0).Warnings);
        Assert.Equal((code, name), (warning.Code, warning.File));
        Assert.NotEqual(0, warning.Line);

        var error = Assert.Single(folder.Build(ShopFolder.Solution, "--no-restore", "-m:2", "-p:DepRiskGate=true").Ended(1).Errors);
        Assert.Equal((code, name), (error.Code, error.File));
    }

    [Fact]
    public void A_lock_that_is_mended_is_taken_at_once()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        var good = File.ReadAllText(folder["deprisk.lock.json"]);
        folder.Write("deprisk.lock.json", good + "<<<<<<< ours\n");
        Assert.Equal(["DR9005"], folder.Build(ShopFolder.Solution).Ended(0).Warnings.Select(warning => warning.Code));
        folder.Write("deprisk.lock.json", good);
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
    }

    [Fact]
    public void An_editor_can_load_a_project_that_was_restored_and_never_built()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        folder.Dotnet("restore", ShopFolder.App, "-v:quiet", "-tl:off").Ended(0);

        // As an editor does it, which evaluates items whose condition is false as well.
        Assert.Contains("deprisk.model.tsv", folder.Dotnet("msbuild", ShopFolder.App, "-nologo", "-getItem:AdditionalFiles").Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_is_isolated_from_what_its_graph_does_not_know_says_what_all_others_say()
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], []);
        folder.Write("deprisk.json", "{ \"rules\": { \"DR1001\": \"loud\" } }");
        Assert.Equal(["DR9006"], folder.Build(ShopFolder.Solution, "-graph", "-isolate").Ended(0).Codes);
    }
}
