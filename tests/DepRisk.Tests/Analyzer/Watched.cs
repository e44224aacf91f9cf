using DepRisk.Lock;
using DepRisk.RiskModel;
using Microsoft.CodeAnalysis;

namespace DepRisk.Tests.Analyzer;

/// <summary>A package that is watched and one that is not, as assemblies and as the build tells of them.</summary>
internal static class Watched
{
    private const string Source = """
        using System;
        using System.Collections;
        using System.Collections.Generic;

        namespace Ionic.Zip
        {
            public class ZipFile : IDisposable
            {
                public const int Version = 3;
                public static int Opened;
                public string Name { get; set; } = "";
                public event EventHandler? Saved;
                public Entry this[int index] => new();
                public static ZipFile Open(string path) { Opened++; return new(); }
                public static T Make<T>() => default!;
                public void Save() => Saved?.Invoke(this, EventArgs.Empty);
                public virtual void Add(Entry entry) { }
                public void Dispose() { }
            }

            public class Entry
            {
                public string Path { get; set; } = "";
                public void Deconstruct(out string path, out int size) => (path, size) = (Path, 0);
                public static Entry operator +(Entry left, Entry right) => left;
                public static Entry operator ++(Entry entry) => entry;
                public static Entry operator -(Entry entry) => entry;
                public static implicit operator string(Entry entry) => entry.Path;
            }

            public class Box<T> { public T Value = default!; public class Inner { } }
            public class ZipException : Exception { }
            public interface IZip { void Pack(Entry entry); }
            public struct Ratio { public int Percent; }
            public enum Level { None, Best }
            public delegate void Packed(Entry entry);
            [AttributeUsage(AttributeTargets.All)] public class ZippedAttribute : Attribute { public ZippedAttribute(params Type[] types) { } }
            public static class ZipExtensions { public static void Zip(this string path) { } }
        }
        """;

    public static readonly MetadataReference DotNetZip = AnalyzerCheck.Package("DotNetZip", $"#nullable enable\n{Source}");

    /// <summary>The same types in an assembly that nobody watches.</summary>
    public static readonly MetadataReference Other = AnalyzerCheck.Package("Other.Zip", $"#nullable enable\n{Source.Replace("Ionic.Zip", "Other.Zip", StringComparison.Ordinal)}");

    /// <summary>A library that shows what is watched.</summary>
    public static readonly MetadataReference Reports = AnalyzerCheck.Package(
        "Reports.Engine",
        """
        public class Report
        {
            public Ionic.Zip.ZipFile Archive => new();
            public System.Collections.Generic.List<Ionic.Zip.Entry> Entries = new();
            public void Write(Ionic.Zip.ZipFile target) { }
            public static bool TryOpen(out Ionic.Zip.ZipFile file) { file = new(); return true; }
            public static object Any() => new();
            public static void Each(System.Action<Ionic.Zip.Entry> action) { }
        }
        """,
        DotNetZip);

    public static WatchedPackage Package(bool isDirect = true, bool isAdapter = false, string? by = null) =>
        new("DotNetZip", "runs in 3 of 3 apps", isDirect, isAdapter, ["DotNetZip", "DotNetZip.Extras"]) { BroughtInBy = by };

    /// <summary>Of one rule, with the others off.</summary>
    public static AnalyzerCheck Check(string rule, RuleLevel level = RuleLevel.Info, int files = CodeRules.DefaultFiles, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, params WatchedPackage[] packages) => new()
    {
        Rule = rule,
        Model = new ProjectModel([], [.. packages], new CodeRules(rule is "DR2001" ? level : RuleLevel.Off, rule is "DR2002" ? level : RuleLevel.Off, rule is "DR2003" ? level : RuleLevel.Off, files)),
        References = [DotNetZip, Other, Reports],
        OutputKind = kind,
    };
}
