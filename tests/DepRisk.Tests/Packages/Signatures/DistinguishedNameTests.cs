using System.Security.Cryptography.X509Certificates;
using DepRisk.Packages;
using DepRisk.Packages.Signatures;

namespace DepRisk.Tests.Packages.Signatures;

public sealed class DistinguishedNameTests
{
    [Theory]
    [InlineData("CN=A, O=B, C=CH", "CN=A,O=B,C=CH")]
    [InlineData("CN=\"Ann, Bob + Co; <x>\", OU=\"#1\"", "CN=Ann\\, Bob \\+ Co\\; \\<x\\>,OU=\\#1")]
    [InlineData("CN=\"say \"\"hi\"\"\", L=\" edge \"", "CN=say \\\"hi\\\",L=\\ edge\\ ")]
    [InlineData("CN=Zürich\\1", "CN=Zürich\\\\1")]
    [InlineData("OID.2.5.4.5=12, DC=example", "2.5.4.5=#13023132,DC=example")]
    public void Is_written_as_RFC_2253_says(string name, string expected) =>
        Assert.Equal(expected, DistinguishedName.Rfc2253(new X500DistinguishedName(name).RawData));

    [Fact]
    public void Two_values_of_one_part_stay_together()
    {
        // SEQUENCE { SET { CN=a, O=b } }
        byte[] der = [0x30, 0x18, 0x31, 0x16, 0x30, 0x08, 0x06, 0x03, 0x55, 4, 3, 0x0C, 1, (byte)'a', 0x30, 0x0A, 0x06, 0x03, 0x55, 4, 10, 0x13, 3, (byte)'b', (byte)' ', (byte)'c'];
        Assert.Equal("CN=a+O=b c", DistinguishedName.Rfc2253(der));
        Assert.Equal("b c", DistinguishedName.First(der, DistinguishedName.Organization));
    }

    [Fact]
    public void The_first_value_is_given_as_it_is_and_a_missing_one_is_null()
    {
        var name = new X500DistinguishedName("CN=\"A, B\", O=C").RawData;
        Assert.Equal("A, B", DistinguishedName.First(name, DistinguishedName.CommonName));
        Assert.Null(DistinguishedName.First(name, "2.5.4.7"));
    }
}
