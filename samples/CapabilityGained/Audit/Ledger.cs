public interface ILedger
{
    decimal Book(decimal amount);
}

public sealed class Ledger : ILedger
{
    private decimal _balance;

    public decimal Book(decimal amount) => _balance += amount;
}
