Console.WriteLine($"{Core.Plugins.Installed().Count()} ways to pay");
