namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>A build in which nothing changed does nothing.</summary>
public sealed class IncrementalTests
{
    [Fact]
    public void Nothing_changed_skips_the_target_and_the_compiler()
    {
        using var folder = ShopFolder.Create(ShopFolder.Hidden, []).Locked();
        var first = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.True(first.Compiled);
        Assert.False(first.Skipped("DepRiskModel"));

        var second = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.True(second.Skipped("DepRiskModel"));
        Assert.DoesNotContain("Task \"DepRiskModel\"", second.Replay, StringComparison.Ordinal);
        Assert.False(second.Compiled);
    }

    [Fact]
    public void A_touched_but_equal_assets_file_compiles_nothing()
    {
        using var folder = ShopFolder.Create(ShopFolder.Hidden, []).Locked();
        folder.Build(ShopFolder.Solution).Ended(0);
        var (model, written) = (folder.Model("Lib"), File.GetLastWriteTimeUtc(folder["Lib/obj/Debug/net10.0/deprisk.model.tsv"]));
        File.SetLastWriteTimeUtc(folder["Lib/obj/project.assets.json"], File.GetLastWriteTimeUtc(folder["Lib/obj/project.assets.json"]).AddMinutes(1));

        var touched = folder.Build(ShopFolder.Solution, "--no-restore").Ended(0);
        Assert.Contains("Task \"DepRiskModel\"", touched.Replay, StringComparison.Ordinal);
        Assert.False(touched.Compiled);
        Assert.Equal(model, folder.Model("Lib"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(folder["Lib/obj/Debug/net10.0/deprisk.model.tsv"]));

        // The model is older than the assets from now on, and no build looks again.
        File.SetLastWriteTimeUtc(folder["Lib/obj/project.assets.json"], written.AddMilliseconds(1));
        folder.Build(ShopFolder.Solution, "--no-restore").Ended(0);
        Assert.DoesNotContain("Task \"DepRiskModel\"", folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Replay, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_and_what_it_extends_decide_from_the_next_build_on()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        var place = folder.PlaceOf("DR1001", ShopFolder.App, "<PackageReference Include=\"Import\"");
        folder.Write("base.json", "{}");
        folder.Write("deprisk.json", """{ "extends": "base.json" }""");
        Assert.Equal([place], folder.Build(ShopFolder.Solution).Ended(0).Warnings.Places());
        folder.Write("base.json", """{ "rules": { "DR1001": "off" } }""");
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
        File.Delete(folder["deprisk.json"]);
        Assert.Equal([place], folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings.Places());
    }

    [Fact]
    public void Policies_that_extend_each_other_are_inputs_one_by_one()
    {
        using var folder = ShopFolder.Create([], ShopFolder.Hidden);
        folder.Write("far.json", "{}");
        folder.Write("near.json", """{ "extends": "far.json" }""");
        folder.Write("deprisk.json", """{ "extends": "near.json" }""");
        folder.Build(ShopFolder.Solution).Ended(0);
        Assert.True(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Skipped("DepRiskModel"));
        folder.Write("far.json", """{ "rules": { "DR1001": "off" } }""");
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
    }
}
