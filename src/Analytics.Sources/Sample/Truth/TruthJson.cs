using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Analytics.Sources.Sample.Truth;

/// <summary>How truth.json writes money, days and times.</summary>
internal static class TruthJson
{
    public static BigInteger PicousdOf(long usd) => (BigInteger)usd * BigInteger.Pow(10, 12);

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string MonthOf(SampleCall call) => Month(call.Day);

    public static bool IsInFullMonth(SampleCall call) =>
        call.Day >= SampleCalendar.FullMonth && call.Day < SampleCalendar.FullMonth.AddMonths(1);

    /// <summary>All tokens logged for a customer in the full month, whatever the meter.</summary>
    public static long TokensInFullMonth(SampleWorld world, string customerId) => world.Calls
        .Where(call => IsInFullMonth(call) && world.CustomerIdOf(call) == customerId)
        .Sum(static call => call.Meters.Total);

    /// <summary>Exact US dollars as text.</summary>
    public static void WriteUsd(this Utf8JsonWriter json, string name, BigInteger picousd) =>
        json.WriteString(name, SampleMoney.Usd(picousd));

    public static void WriteDay(this Utf8JsonWriter json, string name, DateOnly day) =>
        json.WriteString(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset instant) =>
        json.WriteString(
            name, instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
