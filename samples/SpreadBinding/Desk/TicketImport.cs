using Newtonsoft.Json.Linq;

namespace Desk;

internal static class TicketImport
{
    public static string From(string text) => JObject.Parse(text).Value<string>("Title") ?? "";
}
