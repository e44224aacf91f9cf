namespace DepRisk.Packages;

/// <summary>
/// Which of several frameworks NuGet would take for a project: the rules for .NET Framework, .NET (Core) and .NET Standard projects,
/// which are all that a packages.config or a library of those can have. Portable profiles that only their number names
/// (Profile259) are not expanded and so never chosen.
/// </summary>
public static class NearestFramework
{
    /// <returns>The index of the nearest of <paramref name="candidates"/>, null among them meaning any framework; -1 where none fits.</returns>
    public static int Choose(FrameworkName project, ReadOnlySpan<FrameworkName?> candidates)
    {
        var best = -1;
        for (var i = 0; i < candidates.Length; i++)
        {
            if (Accepts(project, candidates[i]) && (best < 0 || IsNearer(project, candidates[i], candidates[best])))
            {
                best = i;
            }
        }

        return best;
    }

    private static bool Accepts(FrameworkName project, FrameworkName? candidate)
    {
        if (candidate is null || candidate.Identifier is FrameworkName.Any or "Agnostic")
        {
            return true;
        }

        if (candidate.Identifier is FrameworkName.Portable)
        {
            return PortableMember(project, candidate) is not null;
        }

        return string.Equals(project.Identifier, candidate.Identifier, StringComparison.Ordinal)
            ? candidate.Version <= project.Version && AcceptsProfile(project, candidate) && AcceptsPlatform(project, candidate)
            : candidate.Identifier is FrameworkName.NetStandard && candidate.Version <= HighestNetStandard(project);
    }

    // NuGet lets the client profile and the full framework use each other; no other profiles.
    private static bool AcceptsProfile(FrameworkName project, FrameworkName candidate) =>
        string.Equals(project.Profile, candidate.Profile, StringComparison.OrdinalIgnoreCase)
        || (project.Profile is "" or "Client" && candidate.Profile is "" or "Client");

    private static bool AcceptsPlatform(FrameworkName project, FrameworkName candidate) =>
        candidate.Platform.Length is 0
        || (string.Equals(project.Platform, candidate.Platform, StringComparison.Ordinal) && candidate.PlatformVersion <= project.PlatformVersion);

    // NuGet counts 4.6.1 as .NET Standard 2.0, although only 4.7.2 holds all of it.
    private static Version HighestNetStandard(FrameworkName project) => project.Identifier switch
    {
        FrameworkName.NetFramework when project.Version >= new Version(4, 6, 1, 0) => new Version(2, 0, 0, 0),
        FrameworkName.NetFramework when project.Version >= new Version(4, 6, 0, 0) => new Version(1, 3, 0, 0),
        FrameworkName.NetFramework when project.Version >= new Version(4, 5, 1, 0) => new Version(1, 2, 0, 0),
        FrameworkName.NetFramework when project.Version >= new Version(4, 5, 0, 0) => new Version(1, 1, 0, 0),
        FrameworkName.NetCoreApp when project.Version >= new Version(3, 0, 0, 0) => new Version(2, 1, 0, 0),
        FrameworkName.NetCoreApp when project.Version >= new Version(2, 0, 0, 0) => new Version(2, 0, 0, 0),
        FrameworkName.NetCoreApp => new Version(1, 6, 0, 0),
        "Windows" when project.Version >= new Version(8, 1, 0, 0) => new Version(1, 2, 0, 0),
        "Windows" when project.Version >= new Version(8, 0, 0, 0) => new Version(1, 1, 0, 0),
        "WindowsPhoneApp" => new Version(1, 2, 0, 0),
        "WindowsPhone" when project.Version >= new Version(8, 0, 0, 0) => new Version(1, 0, 0, 0),
        _ => new Version(0, 0, 0, 0),
    };

    // A portable library is nearer than a .NET Standard that all of its members could use themselves.
    private static bool Includes(FrameworkName portable, FrameworkName standard)
    {
        foreach (var part in portable.Profile.Split('+'))
        {
            if (FrameworkName.Parse(part) is not { } member || HighestNetStandard(member) < standard.Version)
            {
                return false;
            }
        }

        return true;
    }

    // The member of portable-net45+win8 that serves the project.
    private static FrameworkName? PortableMember(FrameworkName project, FrameworkName portable)
    {
        foreach (var part in portable.Profile.Split('+'))
        {
            if (FrameworkName.Parse(part) is { } member
                && string.Equals(member.Identifier, project.Identifier, StringComparison.Ordinal)
                && Accepts(project, member))
            {
                return member;
            }
        }

        return null;
    }

    private static bool IsNearer(FrameworkName project, FrameworkName? left, FrameworkName? right)
    {
        var (leftRank, rightRank) = (Rank(project, left), Rank(project, right));
        if (leftRank != rightRank)
        {
            return (leftRank, rightRank) switch
            {
                (RankPortable, RankStandard) => Includes(left!, right!),
                (RankStandard, RankPortable) => !Includes(right!, left!),
                _ => leftRank < rightRank,
            };
        }

        return leftRank switch
        {
            RankOwn when left!.Version != right!.Version => left.Version > right.Version,
            RankOwn when left!.Platform.Length != right!.Platform.Length => left.Platform.Length > right.Platform.Length,
            RankOwn when left!.PlatformVersion != right!.PlatformVersion => left.PlatformVersion > right.PlatformVersion,
            RankOwn => string.Equals(left!.Profile, project.Profile, StringComparison.OrdinalIgnoreCase)
                && !string.Equals(right!.Profile, project.Profile, StringComparison.OrdinalIgnoreCase),
            RankStandard => left!.Version > right!.Version,
            RankPortable => PortableMember(project, left!)!.Version > PortableMember(project, right!)!.Version,
            _ => false,
        };
    }

    private const int RankOwn = 0;
    private const int RankPortable = 1;
    private const int RankStandard = 2;
    private const int RankAny = 3;

    private static int Rank(FrameworkName project, FrameworkName? candidate) => candidate?.Identifier switch
    {
        null or FrameworkName.Any or "Agnostic" => RankAny,
        FrameworkName.Portable => RankPortable,
        var identifier => string.Equals(identifier, project.Identifier, StringComparison.Ordinal) ? RankOwn : RankStandard,
    };
}
