using System.Collections.Frozen;
using System.Globalization;

namespace DepRisk.Packages;

/// <summary>
/// A target framework, read from either spelling that restore outputs use: short (<c>net472</c>, <c>net10.0-android36.0</c>)
/// or long (<c>.NETFramework,Version=v4.7.2</c>). The rules are NuGet's, whose library is not available to us.
/// </summary>
/// <param name="Identifier">In NuGet's spelling: <c>.NETCoreApp</c>.</param>
/// <param name="Version">Always four parts, so that equal versions are equal values.</param>
/// <param name="Profile">Empty for none. Of a portable library: its list of frameworks or its profile number.</param>
/// <param name="Platform">From .NET 5 on, lower case; empty for none.</param>
public sealed record FrameworkName(string Identifier, Version Version, string Profile, string Platform, Version PlatformVersion)
{
    public const string NetFramework = ".NETFramework";
    public const string NetCoreApp = ".NETCoreApp";
    public const string NetStandard = ".NETStandard";
    public const string Portable = ".NETPortable";
    public const string Any = "Any";

    private static readonly Version Zero = new(0, 0, 0, 0);

    private static readonly System.Buffers.SearchValues<char> PlatformLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly (string Short, string Long)[] Names =
    [
        ("net", NetFramework), ("netcoreapp", NetCoreApp), ("netstandard", NetStandard), ("portable", Portable), ("any", Any),
        ("agnostic", "Agnostic"), ("unsupported", "Unsupported"), ("native", "native"), ("netcore", ".NETCore"), ("netmf", ".NETMicroFramework"),
        ("netnano", ".NETnanoFramework"), ("netstandardapp", ".NETStandardApp"), ("dotnet", ".NETPlatform"), ("dnx", "DNX"), ("dnxcore", "DNXCore"),
        ("aspnet", "ASP.NET"), ("aspnetcore", "ASP.NETCore"), ("sl", "Silverlight"), ("win", "Windows"), ("winrt", "WinRT"), ("wp", "WindowsPhone"),
        ("wpa", "WindowsPhoneApp"), ("uap", "UAP"), ("tizen", "Tizen"), ("monoandroid", "MonoAndroid"), ("monomac", "MonoMac"), ("monotouch", "MonoTouch"),
        ("xamarinios", "Xamarin.iOS"), ("xamarinmac", "Xamarin.Mac"), ("xamarintvos", "Xamarin.TVOS"), ("xamarinwatchos", "Xamarin.WatchOS"),
        ("xamarinpsthree", "Xamarin.PlayStation3"), ("xamarinpsfour", "Xamarin.PlayStation4"), ("xamarinpsvita", "Xamarin.PlayStationVita"),
        ("xamarinxboxthreesixty", "Xamarin.Xbox360"), ("xamarinxboxone", "Xamarin.XboxOne"),
    ];

    private static readonly FrozenDictionary<string, string> Identifiers = AllIdentifiers();

    private static readonly FrozenDictionary<string, string> ShortNames =
        Names.ToFrozenDictionary(name => name.Long, name => name.Short, StringComparer.Ordinal);

    /// <summary>From .NET 5 on the short name is <c>net</c> and a platform may follow.</summary>
    public bool IsModern => Version.Major >= 5 && Identifier is NetCoreApp;

    public string ShortName => Identifier switch
    {
        Any or "Agnostic" or "Unsupported" => ShortNames[Identifier],
        Portable => Profile.Length is 0 ? "portable" : "portable-" + Profile.ToLowerInvariant(),
        _ when IsModern => "net" + Dotted(Version) + (Platform.Length is 0 ? "" : "-" + Platform + (PlatformVersion == Zero ? "" : Dotted(PlatformVersion))),
        _ => ShortNames[Identifier] + ShortVersion() + (Profile.Length is 0 ? "" : "-" + ShortProfile(Profile)),
    };

    /// <summary>What MSBuild calls the target framework moniker. It has no platform.</summary>
    public string LongName => $"{Identifier},Version=v{Dotted(Version)}{(Profile.Length is 0 ? "" : ",Profile=" + Profile)}";

    /// <returns>Null where NuGet would not know the framework either.</returns>
    public static FrameworkName? Parse(string text) =>
        text.Contains(',', StringComparison.Ordinal) ? ParseLong(text) : ParseShort(text);

    /// <summary>The short name, or the text itself where no framework of that name is known.</summary>
    public static string Shorten(string text) => Parse(text)?.ShortName ?? text;

    /// <summary><c>net8.0/linux-x64</c> is a framework and a runtime identifier; without a slash there is none.</summary>
    public static (string Framework, string? RuntimeIdentifier) SplitKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (key, null) : (key[..slash], key[(slash + 1)..]);
    }

    private static FrameworkName? ParseLong(string text)
    {
        var version = Zero;
        var profile = "";
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (!Identifiers.TryGetValue(parts[0], out var identifier))
        {
            return null;
        }

        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("Version=", StringComparison.OrdinalIgnoreCase))
            {
                var digits = part.AsSpan("Version=".Length).TrimStart("vV");
                if (DottedVersion(digits) is not { } parsed)
                {
                    return null;
                }

                version = parsed;
            }
            else if (part.StartsWith("Profile=", StringComparison.OrdinalIgnoreCase))
            {
                profile = LongProfile(part["Profile=".Length..]);
            }
            else
            {
                return null;
            }
        }

        return new FrameworkName(identifier, version, profile, "", Zero);
    }

    private static FrameworkName? ParseShort(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var head = dash < 0 ? text : text[..dash];
        var tail = dash < 0 ? "" : text[(dash + 1)..];
        var digits = head.AsSpan().IndexOfAnyInRange('0', '9');
        // Packages of NuGet's first years write 45 for net45.
        var name = digits < 0 ? head : digits is 0 ? NetFramework : head[..digits];
        if (!Identifiers.TryGetValue(name, out var identifier) || FolderVersion(digits < 0 ? "" : head.AsSpan(digits)) is not { } version)
        {
            return null;
        }

        if (identifier is NetFramework && version.Major >= 5)
        {
            identifier = NetCoreApp;
        }

        return identifier is NetCoreApp && version.Major >= 5
            ? WithPlatform(identifier, version, tail)
            : new FrameworkName(identifier, version, identifier is Portable ? tail : LongProfile(tail), "", Zero);
    }

    // android36.0 after the dash of net10.0-android36.0
    private static FrameworkName? WithPlatform(string identifier, Version version, string tail)
    {
        var digits = tail.AsSpan().IndexOfAnyInRange('0', '9');
        var platform = digits < 0 ? tail : tail[..digits];
        var platformVersion = digits < 0 ? Zero : DottedVersion(tail.AsSpan(digits));
        var letters = platform.AsSpan().IndexOfAnyExcept(PlatformLetters) < 0;
        return platformVersion is null || !letters || (platform.Length is 0 && digits >= 0)
            ? null
            : new FrameworkName(identifier, version, "", platform.ToLowerInvariant(), platformVersion);
    }

    // Without a dot every digit is a part: 472 is 4.7.2.
    private static Version? FolderVersion(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return Zero;
        }

        if (text.Contains('.'))
        {
            return DottedVersion(text);
        }

        Span<int> parts = stackalloc int[4];
        if (text.Length > parts.Length)
        {
            return null;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return null;
            }

            parts[i] = text[i] - '0';
        }

        return new Version(parts[0], parts[1], parts[2], parts[3]);
    }

    private static Version? DottedVersion(ReadOnlySpan<char> text)
    {
        if (!text.Contains('.'))
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? new Version(major, 0, 0, 0) : null;
        }

        return Version.TryParse(text, out var version)
            ? new Version(version.Major, version.Minor, Math.Max(version.Build, 0), Math.Max(version.Revision, 0))
            : null;
    }

    private static string Dotted(Version version) => version.ToString(Parts(version));

    private static int Parts(Version version) => version.Revision > 0 ? 4 : version.Build > 0 ? 3 : 2;

    private string ShortVersion()
    {
        if (Version == Zero)
        {
            return "";
        }

        var dotted = Identifier is NetCoreApp or NetStandard or ".NETStandardApp" or ".NETnanoFramework"
            || Version.Major > 9 || Version.Minor > 9 || Version.Build > 9 || Version.Revision > 9;
        var single = Version is { Minor: 0, Build: 0, Revision: 0 } && Identifier is "Windows" or "WindowsPhone" or "Silverlight";
        return dotted ? Dotted(Version)
            : single ? Version.ToString(1)
            : Version.ToString(Parts(Version)).Replace(".", "", StringComparison.Ordinal);
    }

    private static string LongProfile(string profile) => profile.ToUpperInvariant() switch
    {
        "FULL" => "",
        "CLIENT" => "Client",
        "CF" or "COMPACTFRAMEWORK" => "CompactFramework",
        "WP" => "WindowsPhone",
        "WP71" => "WindowsPhone71",
        _ => profile,
    };

    private static string ShortProfile(string profile) => profile switch
    {
        "CompactFramework" => "cf",
        "WindowsPhone" => "wp",
        "WindowsPhone71" => "wp71",
        _ => profile.ToLowerInvariant(),
    };

    private static FrozenDictionary<string, string> AllIdentifiers()
    {
        var identifiers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (shortName, longName) in Names)
        {
            identifiers[shortName] = longName;
            identifiers[longName] = longName;
        }

        // Old packages spell these out.
        identifiers["NETFramework"] = NetFramework;
        identifiers["WindowsPhoneApp"] = "WindowsPhoneApp";
        identifiers["WinStore"] = "Windows";
        return identifiers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
