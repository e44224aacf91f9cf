using Contracts;
using Xunit;

public class OrderTests
{
    [Fact]
    public void Schema_names_the_customer() => Assert.Contains("Customer", Order.Schema());
}
