using Desk;

var ticket = new Ticket("The printer is empty");
Console.WriteLine(TicketFile.Text(ticket));
Console.WriteLine(TicketImport.From(TicketFile.Text(ticket)));
