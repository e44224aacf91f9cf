Console.WriteLine(Sample.Greeting.Words.For("Ada"));
