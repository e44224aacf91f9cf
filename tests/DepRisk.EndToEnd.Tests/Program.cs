using System.Globalization;

// Started as a process by ReproducibilityTests, which sees by it that the environment that it gives arrives.
Console.Write($"{CultureInfo.CurrentCulture.Name} {TimeZoneInfo.Local.BaseUtcOffset}");
