using Books;
using NSubstitute;
using Xunit;

public class BasketTests
{
    [Fact]
    public void Total_asks_the_discount()
    {
        var basket = new Basket();
        basket.Add(new Book { Title = "SICP", Isbn = new Isbn("9780262510875"), Price = 40 });
        var discount = Substitute.For<IDiscount>();
        discount.Of(40).Returns(30);
        Assert.Equal(30, basket.Total(discount));
    }
}
