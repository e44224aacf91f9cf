using DepRisk.Tool;
using DepRisk.Tool.Rendering;

using var terminal = Terminal.OfProcess();
return await Deprisk.RunAsync(args, Seams.OfProcess(terminal));
