var schema = Newtonsoft.Json.Schema.JSchema.Parse("{ \"type\": \"object\" }");
Console.WriteLine(schema.Type);
