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
}
