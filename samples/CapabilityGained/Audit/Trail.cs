using Castle.DynamicProxy;

public sealed class Trail : IInterceptor
{
    public void Intercept(IInvocation invocation)
    {
        Console.WriteLine($"{invocation.Method.Name} {string.Join(", ", invocation.Arguments)}");
        invocation.Proceed();
    }
}
