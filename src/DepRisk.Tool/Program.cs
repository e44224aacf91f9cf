using DepRisk.Tool;
using DepRisk.Tool.Rendering;

using var terminal = Terminal.OfProcess();
var code = await Deprisk.RunAsync(args, Seams.OfProcess(terminal));
return terminal.OutputFailed ? Deprisk.ReportLostOutput(terminal, code) : code;
