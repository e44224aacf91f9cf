namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>Somebody adds or upgrades a package after `deprisk lock`.</summary>
public sealed class LockedBuildTests
{
    [Fact]
    public void What_was_there_before_the_lock_is_silent_and_shown_on_request()
    {
        using var folder = ShopFolder.Create(ShopFolder.Hidden, []).Locked();
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.Empty(build.Warnings);
        Assert.DoesNotContain(build.Sarif("Lib").Concat(build.Sarif("App")), diagnostic => diagnostic.Level is not "note");
    }

    [Fact]
    public void A_package_that_is_added_warns_on_its_line_until_it_is_accepted()
    {
        using var folder = ShopFolder.Create(["Import 1.0.0"], []).Locked();
        Assert.Empty(folder.Build(ShopFolder.Solution).Ended(0).Warnings);

        // Motor had one way in; now it has two, and that makes two conditions.
        ShopFolder.WriteLib(folder, "Import 1.0.0", "Reports 1.0.0");
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        var place = folder.PlaceOf("DR1001", ShopFolder.Lib, "<PackageReference Include=\"Import\"");
        Assert.Equal([place], build.Warnings.Places());
        Assert.Equal([place], build.Sarif("Lib").Where(diagnostic => diagnostic.Level is "warning").Places());
        Assert.Empty(build.Sarif("App"));

        // Accepting it alone silences it; so does accepting the whole state.
        var before = File.ReadAllText(folder["deprisk.lock.json"]);
        folder.Deprisk("lock", ShopFolder.Solution, "--no-restore", "--accept", "DR1001:Motor", "--until", "2099-12-31", "--reason", "goes with release 7").Ended(0);
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
        File.WriteAllText(folder["deprisk.lock.json"], before);
        Assert.Equal([place], folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings.Places());
        folder.Deprisk("lock", ShopFolder.Solution, "--no-restore").Ended(0);
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
    }

    [Fact]
    public void New_build_code_and_a_gained_capability_warn_each_on_its_line()
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], []).Locked();
        ShopFolder.WriteLib(folder, "Plain 2.0.0", "Gear 1.0.0");
        var build = folder.Build(ShopFolder.Solution).Ended(0);
        Assert.Equal(
            [folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\""), folder.PlaceOf("DR1008", ShopFolder.Lib, "<PackageReference Include=\"Plain\"")],
            build.Warnings.Places());
        Assert.Equal(build.Warnings.Places(), build.Sarif("Lib").Where(diagnostic => diagnostic.Level is "warning").Places());
    }

    [Fact]
    public void An_update_of_a_package_is_judged_again_and_going_back_silences_it()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        Assert.Empty(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
        ShopFolder.WriteLib(folder, "Gear 2.0.0");
        Assert.Equal([folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\"")], folder.Build(ShopFolder.Solution).Ended(0).Warnings.Places());
        ShopFolder.WriteLib(folder, "Gear 1.0.0");
        Assert.Empty(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
    }

    [Fact]
    public void What_the_lock_accepts_is_shown_to_whoever_asks_for_all()
    {
        using var folder = ShopFolder.Create(["Import 1.0.0"], []).Locked();
        ShopFolder.WriteLib(folder, "Import 1.0.0", "Reports 1.0.0");
        folder.Dotnet("restore", ShopFolder.Solution, "-v:quiet", "-tl:off").Ended(0);
        folder.Deprisk("lock", ShopFolder.Solution, "--no-restore", "--accept", "DR1001:Motor", "--until", "2099-12-31", "--reason", "goes with release 7").Ended(0);
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
        var all = folder.Build(ShopFolder.Solution, "--no-restore", "-p:DepRiskReport=all").Ended(0);
        var shown = Assert.Single(all.Warnings);
        Assert.Equal("DR1001", shown.Code);
        Assert.Contains("accepted in deprisk.lock.json", shown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_goes_away_and_comes_back_is_noticed()
    {
        using var folder = ShopFolder.Create([], ["Import 1.0.0", "Reports 1.0.0"]).Locked();
        Assert.Empty(folder.Build(ShopFolder.Solution).Ended(0).Warnings);
        var locked = folder.Model("App");

        // Moved, not written: its time stays older than what was built with it.
        File.Move(folder["deprisk.lock.json"], folder["elsewhere.json"]);
        Assert.Equal([folder.PlaceOf("DR1001", ShopFolder.App, "<PackageReference Include=\"Import\"")], folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings.Places());
        File.Move(folder["elsewhere.json"], folder["deprisk.lock.json"]);
        Assert.Empty(folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings);
        Assert.Equal(locked, folder.Model("App"));
    }
}
