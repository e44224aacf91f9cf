using System.Text;
using DepRisk.Restore;

namespace DepRisk.Tests.Restore;

public sealed class FileBasedAppTests
{
    [Fact]
    public void Reads_directives_with_their_lines_up_to_the_first_line_of_code()
    {
        var file = FileBasedApp.Parse("app.cs", Encoding.UTF8.GetBytes(
            """
            #!/usr/bin/env dotnet
            // a comment
            #:package YamlDotNet@16.3.0
              #:package Serilog
            /* several
            #:package Hidden@1.0
            */
            #:sdk Microsoft.NET.Sdk.Web
            #:sdk Aspire.AppHost.Sdk@9.5.0
            #:property PublishAot=false
            #:project ../Lib/Lib.csproj

            using System;
            #:package Late@1.0
            """)).Value!;

        Assert.Equal(
            [("YamlDotNet", "16.3.0", 3L, 1L), ("Serilog", null, 4L, 3L), ("../Lib/Lib.csproj", null, 11L, 1L)],
            file.Items.Select(item => (item.Id, item.Version, item.Position.Line, item.Position.Column)));
        Assert.Equal([("Microsoft.NET.Sdk.Web", null), ("Aspire.AppHost.Sdk", "9.5.0")], file.Sdks.Select(sdk => (sdk.Name, sdk.Version)));
        Assert.Equal([("OutputType", "Exe"), ("PublishAot", "false")], file.Properties.Select(property => (property.Name, property.Value)));
    }
}
