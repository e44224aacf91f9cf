var ledger = new Castle.DynamicProxy.ProxyGenerator().CreateInterfaceProxyWithTarget<ILedger>(new Ledger(), new Trail());
Console.WriteLine(ledger.Book(12.50m));
