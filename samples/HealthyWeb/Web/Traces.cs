using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Web;

internal static class Traces
{
    public static TracerProvider Start() => Sdk.CreateTracerProviderBuilder().AddSource("Books").Build();
}
