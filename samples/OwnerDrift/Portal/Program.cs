var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAutoMapper(map => map.CreateMap<Person, Card>());
var app = builder.Build();
app.MapGet("/card", (AutoMapper.IMapper mapper) => mapper.Map<Card>(new Person { Name = "Ada" }));
app.Run();

public sealed class Person
{
    public string Name { get; set; } = "";
}

public sealed class Card
{
    public string Name { get; set; } = "";
}
