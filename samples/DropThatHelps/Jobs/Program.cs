Console.WriteLine(new Shared.Invoice(1, 12.50m).ToJson());
