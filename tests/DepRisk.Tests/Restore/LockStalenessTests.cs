using DepRisk.Input;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

/// <summary>cases.md row 24.</summary>
public sealed class LockStalenessTests
{
    private static readonly AssetsFile Assets = FakeAssets.Of(
        "/src/A.csproj",
        false,
        [
            FakeAssets.Target("net10.0", ("Serilog", "3.1.1")),
            FakeAssets.Target("net10.0/linux-x64", ("Serilog", "3.1.1"), ("Runtime.Linux", "1.0.0")),
            FakeAssets.Target("std", ("Serilog", "3.1.1"), ("System.Memory", "4.5.5")),
        ],
        [FakeAssets.Framework("net10.0", "net10.0", []), FakeAssets.Framework("std", "netstandard2.0", [])]);

    [Fact]
    public void Long_names_join_aliases_and_versions_compare_normalised()
    {
        Assert.Null(LockStaleness.Check("packages.lock.json", Locked(), Assets));
    }

    [Fact]
    public void Names_the_first_difference_and_counts_the_rest()
    {
        LockedPackage[] locked = [.. Locked()[1..], new("net10.0", null, "Serilog", "3.0.0"), new("net10.0", null, "Extra", "1.0.0"), new("net8.0", null, "Extra", "1.0.0")];

        var error = LockStaleness.Check("packages.lock.json", locked, Assets)!;

        Assert.Equal(
            (InputErrorCode.LockMismatch, "disagrees with the restore output: Serilog 3.0.0 is locked for net10.0, 3.1.1 was restored (and 2 more); run 'dotnet restore'"),
            (error.Code, error.Message));
    }

    [Fact]
    public void A_restored_package_that_is_not_locked_is_a_difference() =>
        Assert.Contains("System.Memory 4.5.5 was restored for netstandard2.0 but is not locked", LockStaleness.Check("packages.lock.json", Locked()[..3], Assets)!.Message, StringComparison.Ordinal);

    private static LockedPackage[] Locked() =>
    [
        new("net10.0", null, "serilog", "3.1.1.0"),
        new("net10.0", "linux-x64", "Runtime.Linux", "1.0.0"),
        new(".NETStandard,Version=v2.0", null, "Serilog", "3.1.1"),
        new(".NETStandard,Version=v2.0", null, "System.Memory", "4.5.5"),
    ];
}
