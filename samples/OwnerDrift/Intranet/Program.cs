using AutoMapper;

var mapper = new MapperConfiguration(map => map.CreateMap<Person, Card>()).CreateMapper();
Console.WriteLine(mapper.Map<Card>(new Person { Name = "Ada" }).Name);

public sealed class Person
{
    public string Name { get; set; } = "";
}

public sealed class Card
{
    public string Name { get; set; } = "";
}
