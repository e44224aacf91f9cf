using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DepRisk.Input;
using DepRisk.Rules;
using DepRisk.Tests.Tool;
using DepRisk.Tool;
using DepRisk.Tool.Commands;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tests;

/// <summary>The pages say what the code does: every code and command has its page, help texts are the real ones, and no link leads nowhere.</summary>
public partial class DocsTests
{
    private static readonly string[] SkippedFolders = ["bin", "obj", "artifacts", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static string Root { get; } = FindRoot();

    private static string[] CodeTexts { get; } = [.. Enum.GetValues<InputErrorCode>().Select(code => new InputError(code, "", "").CodeText).Order(StringComparer.Ordinal)];

    private static RuleDescriptor[] Rules { get; } = [.. RuleCatalog.All, .. RuleCatalog.Code];

    private static string[] RuleTexts { get; } = [.. Rules.Select(rule => rule.Id)];

    private const string InternalError = "DR9999";

    /// <summary>Of no input: what a build lacks, and a mistake of ours.</summary>
    private static readonly string[] OtherCodes = ["DR9013", "DR9014", InternalError];

    public static TheoryData<string> Codes { get; } = [.. CodeTexts, .. OtherCodes];

    public static TheoryData<string> RuleIds { get; } = [.. RuleTexts];

    public static TheoryData<string> Commands { get; } = [.. CommandNames()];

    public static TheoryData<string> Pages { get; } = [.. Markdown(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_rule_page_belongs_to_a_code()
    {
        var pages = Directory.GetFiles(Path.Combine(Root, "docs", "rules"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(RuleTexts.Concat(CodeTexts).Concat(OtherCodes), pages);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_rule_has_a_page_with_its_name_and_the_same_headings(string id)
    {
        var text = Read($"docs/rules/{id}.md");
        Assert.StartsWith($"# {id}: {Rules.Single(rule => rule.Id.Equals(id, StringComparison.Ordinal)).Name}\n", text, StringComparison.Ordinal);
        var headings = text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);
        Assert.Equal(["Why", "Example", "How to fix", "How to configure", "Known limits", "How it is computed"], headings);
        Assert.Contains(CodeBlocks(text), block => block.Contains($"{id}  ", StringComparison.Ordinal) || block.Contains($": warning {id}: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_a_page_with_its_name_a_message_and_advice(string code)
    {
        var text = Read($"docs/rules/{code}.md");
        var name = code switch { "DR9013" => "NoLock", "DR9014" => "HostWithoutNet10", InternalError => nameof(InternalError), _ => Enum.Parse<InputErrorCode>(code[2..]).ToString() };
        Assert.StartsWith($"# {code}: {name}\n", text, StringComparison.Ordinal);
        Assert.Contains(CodeBlocks(text), block => block.Contains($" {code}: ", StringComparison.Ordinal));
        Assert.Contains("\n## What to do\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_page_belongs_to_a_command()
    {
        var pages = Directory.GetFiles(Path.Combine(Root, "docs", "commands"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(CommandNames().Order(StringComparer.Ordinal), pages);
    }

    /// <summary>DEPRISK_UPDATE_SNAPSHOTS=1 writes the real help into the page.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_page_shows_the_real_help(string command)
    {
        using var run = new ToolRun();
        Assert.Equal(0, await run.RunAsync(command, "--help"));
        var block = $"```text\n$ deprisk {command} --help\n{run.Output.TrimEnd()}\n```\n";
        var page = $"docs/commands/{command}.md";
        var text = Read(page);
        if (Environment.GetEnvironmentVariable("DEPRISK_UPDATE_SNAPSHOTS") is "1")
        {
            var start = text.IndexOf($"```text\n$ deprisk {command} --help\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"{page} has no block that starts with '$ deprisk {command} --help'");
            var end = text.IndexOf("\n```\n", start, StringComparison.Ordinal) + "\n```\n".Length;
            await File.WriteAllTextAsync(Path.Combine(Root, page), text[..start] + block + text[end..]);
            return;
        }

        Assert.Contains(block, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_names_every_command_code_and_exit_code()
    {
        var text = Read("README.md");
        Assert.All(CommandNames(), command => Assert.Contains($"(docs/commands/{command}.md)", text, StringComparison.Ordinal));
        Assert.All(RuleTexts.Concat(CodeTexts).Concat(OtherCodes), code => Assert.Contains($"(docs/rules/{code}.md)", text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<ExitCode>(), code => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n| {(int)code} | "), text, StringComparison.Ordinal));
    }

    /// <summary>By the source, because no one document holds all of them.</summary>
    [Fact]
    public void The_page_of_the_SBOM_names_each_of_our_properties_and_no_other()
    {
        var written = Directory.GetFiles(Path.Combine(Root, "src", "DepRisk.Core", "Sbom"), "*.cs")
            .SelectMany(path => PropertyLiteral().Matches(File.ReadAllText(path)).Select(match => match.Groups["name"].Value));
        var text = Read("docs/sbom.md");
        var start = text.IndexOf("\n## Properties\n", StringComparison.Ordinal);
        var rows = text[start..text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var documented = rows.SelectMany(row => PropertySpan().Matches(row.Split('|')[1]).Select(match => match.Groups["name"].Value));
        Assert.Equal(written.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        foreach (Match match in Link().Matches(WithoutCode(Read(page))))
        {
            var target = match.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            var hash = target.IndexOf('#', StringComparison.Ordinal);
            var path = hash < 0 ? target : target[..hash];
            var full = path.Length is 0 ? Path.Combine(Root, page) : Path.GetFullPath(Path.Combine(folder, path));
            Assert.True(File.Exists(full) || Directory.Exists(full), $"{page} links to {target}, which does not exist");
            if (hash >= 0)
            {
                Assert.True(Anchors(full).Contains(target[(hash + 1)..]), $"{page} links to {target}, and {path} has no such heading");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_page_names_a_folder_of_the_machine_that_it_was_written_on(string page)
    {
        var text = Read(page);
        Assert.DoesNotContain("/tmp/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/home/", text, StringComparison.Ordinal);
        Assert.DoesNotContain(@":\Users\", text, StringComparison.OrdinalIgnoreCase);
    }

    private static string[] CommandNames()
    {
        using var terminal = new Terminal(Stream.Null, TextWriter.Null);
        return [.. CommandLine.Create(Seams.OfProcess(terminal), []).Subcommands.Select(command => command.Name)];
    }

    private static IEnumerable<string> Markdown(string folder) =>
        Directory.GetFiles(folder, "*.md").Concat(Directory.GetDirectories(folder)
            .Where(child => Path.GetFileName(child) is var name && name[0] is not '.' && !SkippedFolders.Contains(name, StringComparer.Ordinal))
            .SelectMany(Markdown));

    private static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    private static string[] CodeBlocks(string text) => [.. CodeBlock().Matches(text).Select(match => match.Value)];

    private static string WithoutCode(string text) => CodeSpan().Replace(CodeBlock().Replace(text, ""), "");

    /// <summary>As GitHub makes them: lower case, spaces to hyphens, other punctuation left out.</summary>
    private static HashSet<string> Anchors(string path)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in CodeBlock().Replace(File.ReadAllText(path), "").Split('\n').Where(line => line.StartsWith('#')))
        {
            var anchor = new StringBuilder();
            foreach (var character in line.TrimStart('#').Trim().ToLowerInvariant())
            {
                anchor.Append(character is ' ' ? "-" : char.IsLetterOrDigit(character) || character is '-' or '_' ? character.ToString() : "");
            }

            anchors.Add(anchor.ToString());
        }

        return anchors;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DepRisk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of their checkout: no folder above them holds DepRisk.sln.");
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("\"(?<name>deprisk:[A-Za-z:-]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PropertyLiteral();

    [GeneratedRegex("`(?<name>deprisk:[A-Za-z:-]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PropertySpan();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex CodeSpan();
}
