using Newtonsoft.Json;

namespace Desk;

internal static class TicketFile
{
    public static string Text(Ticket ticket) => JsonConvert.SerializeObject(ticket, Formatting.Indented);
}
