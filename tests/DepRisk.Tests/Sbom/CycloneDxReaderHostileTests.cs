using System.Net;
using System.Net.Sockets;
using System.Text;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Sbom;

namespace DepRisk.Tests.Sbom;

/// <summary>The rows of hostile-inputs.md that an SBOM can be.</summary>
public class CycloneDxReaderHostileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"x\":")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":")]
    public void Row_01_names_the_depth_limit_for_100000_open_brackets(string start)
    {
        var error = SbomDocument.Reject(start + new string('[', 100_000));
        if (start.Length == 0)
        {
            // The first bracket is no object, which is said before the second one is read.
            Assert.Equal(InputErrorCode.Unexpected, error.Code);
        }
        else if (start.Contains("\"x\"", StringComparison.Ordinal))
        {
            Assert.Equal((InputErrorCode.LimitExceeded, "is nested deeper than 256 levels"), (error.Code, error.Message));
        }
    }

    [Fact]
    public void Row_01_names_the_depth_limit_for_components()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"type\":\"library\",\"name\":\"n\",\"components\":[", 50_000));
        var error = SbomDocument.Reject("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[" + nested);
        Assert.Equal((InputErrorCode.LimitExceeded, "is nested deeper than 256 levels"), (error.Code, error.Message));
    }

    [Fact]
    public void Row_02_accepts_components_nested_40_deep()
    {
        var json = string.Concat(Enumerable.Range(0, 40).Select(i => $$"""{"type":"library","name":"n{{i}}","components":[""")) + string.Concat(Enumerable.Repeat("]}", 40));
        var xml = string.Concat(Enumerable.Range(0, 40).Select(i => $"<components><component type='library'><name>n{i}</name>")) + string.Concat(Enumerable.Repeat("</component></components>", 40));
        foreach (var text in new[] { SbomDocument.Json($"\"components\":[{json}]"), SbomDocument.Xml(xml) })
        {
            var scope = SbomDocument.Read(text);
            Assert.Equal(41, scope.Graph().Nodes.Length);
            Assert.Equal([.. Enumerable.Range(0, 39).Select(i => $"n{i} > n{i + 1}")], scope.Edges());
        }
    }

    [Fact]
    public void Row_03_keeps_both_components_of_a_duplicate_bom_ref_and_says_where_they_stand()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[
            {"type":"library","bom-ref":"a","name":"First"},
              {"type":"library","bom-ref":"a","name":"Second"}],
            "dependencies":[{"ref":"app","dependsOn":["a"]},{"ref":"a"}]
            """));
        Assert.Equal(["Shop", "First", "Second"], scope.Graph().Nodes.ToArray().Select(node => node.Component.Id).ToArray());
        Assert.Equal(["Shop > First"], scope.Edges());
        var problem = Assert.Single(scope.Problems, problem => problem.Code is InputErrorCode.Unexpected);
        Assert.Contains("bom-ref a twice", problem.Message, StringComparison.Ordinal);
        Assert.Contains("line 2, column 1", problem.Message, StringComparison.Ordinal);
        Assert.Equal((3, 3, true), (problem.Line, problem.Column, problem.IsPartial));
    }

    [Fact]
    public void Row_03_in_XML()
    {
        var scope = SbomDocument.Read(SbomDocument.Xml("<components>\n<component bom-ref='a'><name>A</name></component>\n<component bom-ref='a'><name>A</name></component></components>"));
        Assert.Equal(3, scope.Graph().Nodes.Length);
        var problem = Assert.Single(scope.Problems, problem => problem.Code is InputErrorCode.Unexpected);
        Assert.Contains("line 3, column 2", problem.Message, StringComparison.Ordinal);
        Assert.Equal((4, 2, false), (problem.Line, problem.Column, problem.IsPartial));
    }

    [Fact]
    public void Row_04_rejects_invalid_utf8_in_a_name_with_its_position()
    {
        byte[] bytes = [.. "{\n\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        var error = SbomDocument.Reject(bytes);
        Assert.Equal((InputErrorCode.Malformed, "is not valid UTF-8", 2, 9), (error.Code, error.Message, error.Line, error.Column));
    }

    [Fact]
    public void Row_04_rejects_invalid_utf8_in_XML() =>
        Assert.Equal(InputErrorCode.Malformed, SbomDocument.Reject([.. "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><x>"u8, 0xC3, 0x28, .. "</x></bom>"u8]).Code);

    [Fact]
    public void Row_04_rejects_a_lone_surrogate_in_a_name()
    {
        foreach (var property in new[] { "name", "bom-ref", "version", "type", "scope" })
        {
            var error = SbomDocument.Reject(SbomDocument.Json($$"""
                "components":[{"{{property}}":"\ud800"}]
                """));
            Assert.Equal(InputErrorCode.Malformed, error.Code);
            Assert.True(error.Column > 1);
        }
    }

    [Fact]
    public void Row_05_accepts_a_utf8_byte_order_mark()
    {
        Assert.True(SbomDocument.Parse("\uFEFF" + SbomDocument.Json("\"components\":[]")).Succeeded(out _, out _));
        Assert.True(SbomDocument.Parse("\uFEFF" + SbomDocument.Xml("")).Succeeded(out _, out _));
    }

    [Fact]
    public void Row_06_rejects_utf16_json_and_reads_utf16_xml()
    {
        var json = SbomDocument.Json("\"components\":[]");
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            Assert.Equal("is UTF-16; save it as UTF-8", SbomDocument.Reject([.. encoding.GetPreamble(), .. encoding.GetBytes(json)]).Message);
            Assert.Equal("is UTF-16; save it as UTF-8", SbomDocument.Reject(encoding.GetBytes(json)).Message);
            var xml = SbomDocument.Xml("").Replace("utf-8", "utf-16", StringComparison.Ordinal);
            Assert.True(CycloneDxReader.Parse("bom.xml", (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(xml)]).Succeeded(out _, out var error), error?.Message);
        }
    }

    [Fact]
    public void Row_07_keeps_a_name_with_a_nul_whole()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("\"components\":[{\"type\":\"library\",\"name\":\"a\\u0000b\"}]"));
        Assert.Equal("a\0b", scope.Graph().Nodes[1].Component.Id);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e999999")]
    [InlineData("\"1\"")]
    public void Row_08_rejects_a_version_that_is_no_whole_number(string version)
    {
        var error = SbomDocument.Reject($$"""{"bomFormat":"CycloneDX","specVersion":"1.6","version":{{version}}}""");
        Assert.StartsWith("has a version", error.Message, StringComparison.Ordinal);
        Assert.Equal(InputErrorCode.Unexpected, SbomDocument.Reject($"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"{version.Trim('"').Replace("1", "9223372036854775808", StringComparison.Ordinal)}\"/>").Code);
    }

    [Fact]
    public void Row_09_rejects_empty_documents_with_distinct_messages()
    {
        string[] texts = ["", " \n", "null", "[]", "{}", "{\"bomFormat\":\"CycloneDX\"}", "\"\"", "0"];
        Assert.Equal(texts.Length, texts.Select(text => SbomDocument.Reject(text).Message).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Row_10_rejects_a_document_cut_off_at_any_byte()
    {
        foreach (var text in new[] { SbomDocument.Json("\"components\":[{\"type\":\"library\",\"name\":\"Ä\"}]"), SbomDocument.Xml("<components><component type='file'><name>Ä</name></component></components>") })
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var length = 0; length < bytes.Length; length++)
            {
                SbomDocument.Reject(bytes[..length]);
            }
        }
    }

    [Theory]
    [InlineData("{/* x */\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",}")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"} // x")]
    [InlineData("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"}{}")]
    public void Row_11_rejects_comments_and_trailing_commas(string text) => Assert.Equal(InputErrorCode.Malformed, SbomDocument.Reject(text).Code);

    [Fact]
    public void Row_12_rejects_what_is_larger_than_the_limits()
    {
        var bytes = Encoding.UTF8.GetBytes(SbomDocument.Json("""
            "components":[{"name":"a","bom-ref":"a"},{"name":"b"}],"dependencies":[{"ref":"app","dependsOn":["a","a"]}]
            """));
        var xml = Encoding.UTF8.GetBytes(SbomDocument.Xml("<components><component/><component/></components><dependencies><dependency ref='a'><dependency ref='b'/><dependency ref='c'/></dependency></dependencies>"));
        var limits = CycloneDxReaderLimits.Default;
        foreach (var input in new[] { bytes, xml })
        {
            Assert.Contains("the limit for such a file is 100", Reject(input, limits with { Bytes = 100 }), StringComparison.Ordinal);
            Assert.Equal("has more than 2 components", Reject(input, limits with { Components = 2 }));
            Assert.Equal("has more than 1 dependencies", Reject(input, limits with { Edges = 1 }));
            Assert.True(CycloneDxReader.Parse("x", input, limits with { Components = 3, Edges = 2 }).Succeeded(out _, out _));
        }

        static string Reject(byte[] input, CycloneDxReaderLimits limits)
        {
            Assert.False(CycloneDxReader.Parse("x", input, limits).Succeeded(out _, out var error));
            Assert.Equal(InputErrorCode.LimitExceeded, error.Code);
            return error.Message;
        }
    }

    [Fact]
    public void Row_13_rejects_a_string_of_100_MB_wherever_it_stands()
    {
        foreach (var (name, length) in new[] { ("name", 100_000_000), ("description", 100_000_000), ("bom-ref", 2_000_000), ("type", 2_000_000), ("purl", 2_000_000) })
        {
            var before = Encoding.UTF8.GetBytes($"{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{{\"{name}\":\"");
            var after = "\"}]}"u8;
            var bytes = new byte[before.Length + length + after.Length];
            bytes.AsSpan().Fill((byte)'x');
            before.CopyTo(bytes, 0);
            after.CopyTo(bytes.AsSpan(before.Length + length));
            var error = SbomDocument.Reject(bytes);
            Assert.Equal(InputErrorCode.LimitExceeded, error.Code);
            Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Row_13_accepts_a_large_attachment_that_is_not_read()
    {
        var text = Convert.ToBase64String(new byte[2_000_000]);
        SbomDocument.Read(SbomDocument.Json($"\"components\":[{{\"name\":\"a\",\"licenses\":[{{\"license\":{{\"text\":{{\"content\":\"{text}\"}}}}}}]}}]"));
    }

    [Fact]
    public void Row_13_in_XML()
    {
        var text = new string('x', 10_000_000);
        Assert.Contains("longer than 1,048,576 characters", SbomDocument.Reject(SbomDocument.Xml($"<components><component><name>{text}</name></component></components>")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_14_accepts_cycles_and_self_edges()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[{"name":"A","bom-ref":"a"},{"name":"B","bom-ref":"b"}],
            "dependencies":[{"ref":"app","dependsOn":["app","a"]},{"ref":"a","dependsOn":["b"]},{"ref":"b","dependsOn":["a","b"]}]
            """));
        Assert.Equal(["Shop > Shop", "Shop > A", "A > B", "B > A", "B > B"], scope.Edges());
    }

    [Fact]
    public void Row_15_reads_a_star_of_a_million_edges_and_a_chain_of_a_hundred_thousand()
    {
        const int Star = 1_000_000, Chain = 100_000;
        var text = new StringBuilder("\"components\":[");
        text.AppendJoin(',', Enumerable.Range(0, Chain).Select(i => $$"""{"name":"n{{i}}","bom-ref":"r{{i}}"}"""));
        text.Append("],\"dependencies\":[").AppendJoin(',', Enumerable.Range(0, Chain - 1).Select(i => $$"""{"ref":"r{{i}}","dependsOn":["r{{i + 1}}"]}"""));
        text.Append(",{\"ref\":\"app\",\"dependsOn\":[").AppendJoin(',', Enumerable.Range(0, Star).Select(i => $"\"r{i % Chain}\"")).Append("]}]");
        var graph = SbomDocument.Read(SbomDocument.Json(text.ToString())).Graph();
        Assert.Equal((Chain + 1, Chain - 1 + Chain), (graph.Nodes.Length, graph.EdgeCount));
        Assert.Equal(Chain, graph.DependenciesOf(0).Length);
        Assert.Equal([Chain], graph.DependenciesOf(Chain - 1).ToArray());
    }

    [Fact]
    public void Row_16_accepts_a_dangling_reference_and_says_so()
    {
        var scope = SbomDocument.Read(SbomDocument.Json("""
            "components":[{"name":"A","bom-ref":"a"}],
            "dependencies":[{"ref":"app","dependsOn":["a","lost"]},
             {"ref":"nobody","dependsOn":["a"]}]
            """));
        Assert.Equal(["Shop > A"], scope.Edges());
        Assert.Equal(new DroppedEdge(0, "lost", null, "not in the SBOM"), Assert.Single(scope.Graph().Dropped));
        Assert.Equal(
            ["has a dependency of Shop 1.0 on lost, which is no component of the document", "has dependencies of nobody, which is no component of the document"],
            scope.Problems.Select(problem => problem.Message).ToArray());
        Assert.All(scope.Problems, problem => Assert.Equal((InputErrorCode.DanglingEdge, false), (problem.Code, problem.IsPartial)));
        Assert.Equal((3, 2), (scope.Problems[1].Line, scope.Problems[1].Column));
    }

    [Fact]
    public void Row_17_gives_a_document_without_a_primary_component_its_file_name()
    {
        const string Text = """{"bomFormat":"CycloneDX","specVersion":"1.4","components":[{"name":"A","bom-ref":"a"}],"dependencies":[{"ref":"a"}]}""";
        Assert.True(SbomDocument.Parse(Text, "/somewhere/shop.cdx.json").Succeeded(out var scope, out _));
        Assert.Equal(("shop.cdx.json", "shop.cdx.json", null), (scope.Projects[0].Name, scope.Projects[0].Path, scope.Projects[0].Component.Version));
        Assert.Empty(scope.Edges());
        Assert.StartsWith("has no metadata.component", Assert.Single(scope.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"9.9"}""", "9.9")]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/9.9\"/>", "9.9")]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.1\"/>", "1.1")]
    [InlineData("<bom xmlns=\"http://cyclonedx.org/schema/bom/\"/>", "")]
    public void Row_18_lists_the_supported_versions_for_an_unknown_one(string text, string version)
    {
        var error = SbomDocument.Reject(text);
        Assert.Equal(InputErrorCode.UnsupportedVersion, error.Code);
        Assert.Equal($"is CycloneDX {version}; the versions that deprisk reads are 1.2, 1.3, 1.4, 1.5, 1.6, 1.7", error.Message);
    }

    [Theory]
    [InlineData("""{"SPDXID":"x","spdxVersion":"SPDX-2.3"}""", "is an SPDX 2.3 document (JSON); deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("""{"spdxVersion":{"a":1}}""", "is an SPDX document (JSON); deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("""{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}""", "is an SPDX 3 document (JSON-LD); deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("# comment\nSPDXVersion: SPDX-2.2\n", "is an SPDX 2.2 document (tag-value); deprisk reads CycloneDX 1.2 to 1.7, in JSON or XML")]
    [InlineData("SPDXVersion: SPDX-2.3\nPackageCopyrightText: <text>never closed", "is an SPDX 2.3 document (tag-value); deprisk reads CycloneDX 1.2 to 1.7, in JSON or XML")]
    [InlineData("---\nspdxVersion: \"SPDX-2.3\"\n", "is an SPDX 2.3 document (YAML); deprisk reads CycloneDX 1.2 to 1.7, in JSON or XML")]
    [InlineData("<rdf:RDF xmlns:rdf='urn:rdf'/>", "is an RDF document, perhaps SPDX (RDF/XML); deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("<Document><SPDXID>x</SPDXID></Document>", "is an XML document <Document>, perhaps SPDX (XML); deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("<bom><components/></bom>", "is an XML document <bom> without the CycloneDX namespace; deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("<html/>", "is an XML document <html>, not CycloneDX; deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("""{"bomFormat":"Other"}""", "has the bomFormat Other; deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("""{"version":3,"targets":{}}""", "has no bomFormat, so it is no CycloneDX document; deprisk reads CycloneDX 1.2 to 1.7")]
    [InlineData("hello", "is neither JSON nor XML; deprisk reads CycloneDX 1.2 to 1.7, in JSON or XML")]
    public void Row_19_says_what_was_seen(string text, string message)
    {
        var error = SbomDocument.Reject(text);
        Assert.Equal((InputErrorCode.Unexpected, message), (error.Code, error.Message));
    }

    [Fact]
    public void Row_19_reads_XML_in_a_file_named_json() => Assert.True(SbomDocument.Parse(SbomDocument.Xml(""), "bom.json").Succeeded(out _, out _));

    [Fact]
    public void Row_19_says_that_a_file_is_compressed()
    {
        Assert.Contains("gzip", SbomDocument.Reject([0x1F, 0x8B, 8, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("ZIP", SbomDocument.Reject("PK\x03\x04"u8.ToArray()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_20_to_23_rejects_every_DTD_and_opens_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var canary = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(canary, "canary-7391");
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x.dtd";
        string[] subsets =
        [
            $"[<!ENTITY x SYSTEM \"file://{canary}\">]",
            $"SYSTEM \"{url}\"",
            $"[<!ENTITY % p SYSTEM \"{url}\"> %p;]",
            "[<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]",
        ];
        try
        {
            foreach (var subset in subsets)
            {
                var error = SbomDocument.Reject($"<!DOCTYPE bom {subset}>" + SbomDocument.Xml("<components><component><name>&x;</name></component></components>").Split("?>")[1].Trim());
                Assert.Equal((InputErrorCode.Malformed, "has a DTD, which is never read"), (error.Code, error.Message));
                Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(canary);
        }

        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<components>")]
    [InlineData("<components><component><name>")]
    [InlineData("<dependencies><dependency ref='a'>")]
    [InlineData("<other>")]
    public void Row_24_rejects_elements_nested_40000_deep(string start)
    {
        var error = SbomDocument.Reject("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">" + start + string.Concat(Enumerable.Repeat("<a>", 40_000)));
        Assert.Equal((InputErrorCode.LimitExceeded, "is nested deeper than 256 levels"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("dependencies", "dependency ref='a'")]
    [InlineData("components", "component type='library'><components")]
    [InlineData("services", "service><services")]
    public void Row_24_rejects_known_elements_nested_too_deep(string start, string repeated)
    {
        var error = SbomDocument.Reject($"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><{start}>" + string.Concat(Enumerable.Repeat($"<{repeated}>", 40_000)));
        Assert.Equal((InputErrorCode.LimitExceeded, "is nested deeper than 256 levels"), (error.Code, error.Message));
    }

    [Fact]
    public void Row_25_rejects_a_million_attributes_and_one_of_10_MB()
    {
        var many = string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $" a{i}=''"));
        Assert.Contains("more than 1000 attributes", SbomDocument.Reject(SbomDocument.Xml($"<x{many}/>")).Message, StringComparison.Ordinal);
        Assert.Contains("longer than 1,048,576 characters", SbomDocument.Reject(SbomDocument.Xml($"<x a='{new string('y', 10_000_000)}'/>")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_25_counts_no_text_comment_or_quoted_value_as_attributes()
    {
        var signs = string.Concat(Enumerable.Repeat("a='' ", 2000));
        var scope = SbomDocument.Read(SbomDocument.Xml($"<components><!-- < {signs} --><component type=\"library\"><name>A</name><description x=\"> {signs}\">{signs}<![CDATA[< {signs}]]></description></component></components>"));
        Assert.Equal(2, scope.Graph().Nodes.Length);
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("no-such-encoding")]
    [InlineData("utf-16")]
    public void Row_26_rejects_an_encoding_that_is_unknown_or_wrong(string encoding) =>
        Assert.Equal(InputErrorCode.Malformed, SbomDocument.Reject(SbomDocument.Xml("").Replace("utf-8", encoding, StringComparison.Ordinal)).Code);

    [Fact]
    public void Row_26_honours_a_declared_encoding()
    {
        var text = SbomDocument.Xml("<components><component><name>Ä</name></component></components>").Replace("utf-8", "iso-8859-1", StringComparison.Ordinal);
        Assert.True(CycloneDxReader.Parse("bom.xml", Encoding.Latin1.GetBytes(text)).Succeeded(out var scope, out _));
        Assert.Equal("Ä", scope.Graph().Nodes[1].Component.Id);
    }

    [Theory]
    [InlineData("nuget", "01.02.0.0", "1.2.0")]
    [InlineData("nuget", "1.0.0%2Bmeta", "1.0.0")]
    [InlineData("nuget", "1.0.0-%CE%B2", "1.0.0-β")]
    [InlineData("nuget", "1.0.2147483648", "1.0.2147483648")]
    [InlineData("npm", "01.02.0.0", "01.02.0.0")]
    [InlineData("npm", "1.0.0%2Bmeta", "1.0.0+meta")]
    public void Row_41_normalises_versions_of_nuget_alone(string ecosystem, string version, string expected)
    {
        var scope = SbomDocument.Read(SbomDocument.Json($$"""
            "components":[{"name":"a","purl":"pkg:{{ecosystem}}/a@{{version}}"}]
            """));
        Assert.Equal(expected, scope.Graph().Nodes[1].Component.Version);
    }

    [Fact]
    public void Row_43_lets_no_control_character_into_a_message()
    {
        const string Evil = "\\u001b]0;pwn\\u0007\\u009b\\u202e";
        var scope = SbomDocument.Read(SbomDocument.Json($$"""
            "components":[{"name":"{{Evil}}","bom-ref":"{{Evil}}","purl":"{{Evil}}"},{"bom-ref":"{{Evil}}"}],
            "compositions":[{"aggregate":"{{Evil}}"}],
            "dependencies":[{"ref":"{{Evil}}x","dependsOn":["{{Evil}}"]},{"ref":"{{Evil}}","dependsOn":["{{Evil}}y"]}]
            """));
        Assert.Equal("\u001b]0;pwn\u0007\u009b\u202e", scope.Graph().Nodes[1].Component.Id);
        Assert.True(scope.Problems.Length >= 5);
        Assert.All(scope.Problems, problem => Assert.DoesNotContain(problem.Message, c => char.IsControl(c) || c == '\u202e'));
        SbomDocument.Reject($$"""{"bomFormat":"{{Evil}}"}""");
        SbomDocument.Reject($$"""{"bomFormat":"CycloneDX","specVersion":"{{Evil}}"}""");
        SbomDocument.Reject($$"""{"spdxVersion":"SPDX-{{Evil}}"}""");
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","specVersion":"1.6"}""", "specVersion")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a","na\u006de":"b"}]}""", "name")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","dependencies":[{"ref":"a","ref":"b"}]}""", "ref")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.6","dependencies":[],"dependencies":[]}""", "dependencies")]
    public void Rejects_a_property_that_stands_twice_in_one_object(string text, string name) =>
        Assert.Equal($"has {name} twice in one object", SbomDocument.Reject(text).Message);

    [Theory]
    [InlineData("<components/><components/>", "components")]
    [InlineData("<components><component><name>a</name><name>b</name></component></components>", "name")]
    public void Rejects_an_element_that_stands_twice_in_one_element(string text, string name) =>
        Assert.Equal($"has <{name}> twice in one element", SbomDocument.Reject(SbomDocument.Xml(text)).Message);
}
