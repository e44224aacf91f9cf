foreach (var number in args)
{
    Console.WriteLine(new Shared.Invoice(int.Parse(number), 0).ToJson());
}
