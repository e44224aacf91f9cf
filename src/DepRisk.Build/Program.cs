using DepRisk.Build;

// What a host that is not .NET 10 starts with `dotnet exec`. MSBuild reads warnings and errors from the output.
return args switch
{
    ["model", var request] => ModelProgram.Run(request, Console.Out),
    ["sbom", var request] => SbomProgram.Run(request, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("This program is started by the targets of the package DepRisk. The tool for people is deprisk: dotnet tool install DepRisk.Tool");
    return 2;
}
