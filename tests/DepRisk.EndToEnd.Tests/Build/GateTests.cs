namespace DepRisk.EndToEnd.Tests.Build;

/// <summary>DepRiskGate=true: what is new or worse than the lock fails the build.</summary>
public sealed class GateTests
{
    private static readonly string[] Gated = [ShopFolder.Solution, "-p:DepRiskGate=true"];

    [Fact]
    public void A_gate_that_fails_fails_again_until_the_state_is_accepted()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        folder.Build(Gated).Ended(0);
        ShopFolder.WriteLib(folder, "Gear 2.0.0");
        var place = folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\"");
        Assert.Equal([place], folder.Build(Gated).Ended(1).Errors.Places());
        Assert.Equal([place], folder.Build([.. Gated, "--no-restore"]).Ended(1).Errors.Places());

        // Without the gate it is a warning, and no verdict of one kind is taken for the other.
        Assert.Equal([place], folder.Build(ShopFolder.Solution, "--no-restore").Ended(0).Warnings.Places());
        Assert.Equal([place], folder.Build([.. Gated, "--no-restore"]).Ended(1).Errors.Places());

        folder.Deprisk("lock", ShopFolder.Solution, "--no-restore").Ended(0);
        var accepted = folder.Build([.. Gated, "--no-restore"]).Ended(0);
        Assert.Empty(accepted.Warnings);
        Assert.Empty(accepted.Errors);
    }

    [Fact]
    public void A_gate_without_a_lock_fails_and_says_so_once()
    {
        using var folder = ShopFolder.Create(["Plain 1.0.0"], []);
        Assert.Equal("DR9013", Assert.Single(folder.Build(Gated).Ended(1).Errors).Code);
    }

    [Fact]
    public void A_gate_in_a_process_of_its_own_fails_again_too()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        ShopFolder.WriteLib(folder, "Gear 2.0.0");
        var place = folder.PlaceOf("DR1003", ShopFolder.Lib, "<PackageReference Include=\"Gear\"");
        string[] outside = [.. Gated, "-p:DepRiskOutOfProcess=true"];
        Assert.Equal([place], folder.Build(outside).Ended(1).Errors.Places());
        Assert.Equal([place], folder.Build([.. outside, "--no-restore"]).Ended(1).Errors.Places());

        // Nor does one pass that could not look.
        Assert.Equal(["DR9014"], folder.Build([.. outside, "--no-restore", "-p:DepRiskDotnet=nothing-of-this-name"]).Ended(1).Errors.Select(error => error.Code));
    }

    [Fact]
    public void A_gate_fails_in_the_only_target_framework_that_is_built()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        folder.Project(ShopFolder.App, "<TargetFrameworks>net10.0-windows;net10.0</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads><OutputType>Exe</OutputType>", "Gear 2.0.0");
        Assert.Equal(["DR1003"], folder.Build(ShopFolder.App, "-f", "net10.0", "-p:DepRiskGate=true").Ended(1).Errors.Select(error => error.Code));
    }

    [Fact]
    public void A_lock_of_an_older_time_is_another_lock()
    {
        using var folder = ShopFolder.Create(["Gear 1.0.0"], []).Locked();
        var before = File.ReadAllText(folder["deprisk.lock.json"]);
        ShopFolder.WriteLib(folder, "Gear 2.0.0");
        folder.Locked().Build([.. Gated, "--no-restore"]).Ended(0);
        folder.Write("deprisk.lock.json", before);
        File.SetLastWriteTimeUtc(folder["deprisk.lock.json"], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["DR1003"], folder.Build([.. Gated, "--no-restore"]).Ended(1).Errors.Select(error => error.Code));
    }
}
