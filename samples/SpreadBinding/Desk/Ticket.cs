using Newtonsoft.Json.Linq;

namespace Desk;

public sealed record Ticket(string Title)
{
    /// <summary>Whoever reads this refers to Newtonsoft.Json as well.</summary>
    public JObject Details { get; } = [];
}
