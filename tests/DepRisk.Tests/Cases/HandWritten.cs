namespace DepRisk.Tests.Cases;

/// <summary>Restore outputs that do not come out of a restore here, in the form that SDK 10.0.401 writes.</summary>
internal static class HandWritten
{
    /// <summary>A project A for net10.0 and net10.0/linux-x64 with the same libraries in both.</summary>
    /// <param name="target">The JSON of one target.</param>
    /// <param name="framework">The JSON of the framework below project.</param>
    /// <param name="logs">The JSON of the entries of logs.</param>
    public static TempFolder Assets(string target, string framework, string properties = "", string logs = "")
    {
        var folder = new TempFolder();
        folder.Write("A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><OutputType>Exe</OutputType>{properties}</PropertyGroup><Import Project='$(Unknown)' /></Project>");
        folder.Write(
            "obj/project.assets.json",
            $$"""
            {"version":4,"targets":{"net10.0":{{target}},"net10.0/linux-x64":{{target}}},"libraries":{},
             "project":{"version":"1.0.0","restore":{"projectName":"A","projectPath":"/src/A.csproj","projectStyle":"PackageReference"},"frameworks":{"net10.0":{{framework}} } },
             "logs":[{{logs}}]}
            """);
        return folder;
    }
}
