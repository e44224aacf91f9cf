using DepRisk.Graph;

namespace DepRisk.Concentration;

/// <summary>Numbers of one package over the scope, worst case over targets. They are reported and gate nothing.</summary>
/// <param name="Group">Index into <see cref="GroupedScope.Groups"/>; <see cref="GroupedScope.NoGroup"/> where no app ships it.</param>
/// <param name="TrustedPackages">Implicit trust: packages in its closure, itself left out, in the target where most are (ITP, Zimmermann et al. 2019); null where the graph is too large.</param>
/// <param name="TrustedAccounts">Distinct owner accounts over these packages and itself (ITM); null where one of them has none that is proven.</param>
/// <param name="Tinyness"><c>reached apps / log2(1 + types)</c>: much rests on little code. Null where the types are not known or none.</param>
public sealed record PackageMetrics(Component Package, int Group, int? TrustedPackages, int? TrustedAccounts, double? Tinyness);
