Spectre.Console.AnsiConsole.WriteLine(Contracts.Order.Schema());
