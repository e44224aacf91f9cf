using DepRisk.Build;

// What a host that is not .NET 10 starts with `dotnet exec`. MSBuild reads warnings and errors from the output. The request's path is no argument, because a shell would expand
// what a folder may be called: $(A), %A%.
return (args, Environment.GetEnvironmentVariable("DEPRISK_REQUEST")) switch
{
    (["model"], { Length: > 0 } request) => ModelProgram.Run(request, Console.Out),
    (["sbom"], { Length: > 0 } request) => SbomProgram.Run(request, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("This program is started by the targets of the package DepRisk. The tool for people is deprisk: dotnet tool install DepRisk.Tool");
    return 2;
}
