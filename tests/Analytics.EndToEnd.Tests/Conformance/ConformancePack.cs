using System.Globalization;
using System.Text;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Collects the input of the cases. Each case has a day of its own, by which it finds its rows in the marts.</summary>
internal sealed class ConformancePack(Workspace workspace)
{
    private readonly Dictionary<string, SourceSettings> _sources = new(StringComparer.Ordinal);
    private readonly StringBuilder _prices = new(
        "provider,llm_model,meter,service_tier,is_batch,context_threshold_tokens,threshold_operator,pricing_unit,"
        + "price_usd,valid_from,valid_to,price_source\n");

    private readonly StringBuilder _modifiers = new(
        "provider,llm_model,service_tier,is_batch,region_class,meters,multiplier,valid_from,price_source\n");

    private readonly StringBuilder _aliases = new("provider,alias,llm_model,price_source\n");

    /// <summary>Adds a file of JSON lines to a source that is made by its first file.</summary>
    public void Add(string source, string kind, string file, params IEnumerable<string> lines)
    {
        workspace.Write(Path.Combine(source, file), string.Concat(lines.Select(static line => line + "\n")));
        _sources[source] = new SourceSettings { Kind = kind, Path = Path.Combine(workspace.Folder, "input", source) };
    }

    /// <summary>Adds a price, USD per million tokens; with a threshold, that of the band above it.</summary>
    public void Price(
        string provider,
        string model,
        string meter,
        decimal usd,
        string threshold = ",",
        string validFrom = "2020-01-01",
        string validTo = "",
        string tier = "",
        string batch = "") =>
        _prices.Append(CultureInfo.InvariantCulture, $"{provider},{model},{meter},{tier},{batch},{threshold},")
            .Append(CultureInfo.InvariantCulture, $"1000000 Tokens,{usd},{validFrom},{validTo},conformance\n");

    /// <summary>Adds a rule that multiplies or forbids.</summary>
    public void Modify(
        string provider, string model, string multiplier, string tier = "", string batch = "", string region = "") =>
        _modifiers.Append(
            CultureInfo.InvariantCulture,
            $"{provider},{model},{tier},{batch},{region},,{multiplier},2020-01-01,conformance\n");

    /// <summary>Adds a name under which a model is called.</summary>
    public void Alias(string provider, string alias, string model) =>
        _aliases.Append(CultureInfo.InvariantCulture, $"{provider},{alias},{model},conformance\n");

    /// <summary>Adds a file of any text, such as CSV, to a source that is made by its first file.</summary>
    public void AddText(string source, string kind, string file, string text) =>
        Add(source, kind, file, text.TrimEnd('\n').Split('\n'));

    /// <summary>All sources, the price book of the cases among them.</summary>
    public IReadOnlyDictionary<string, SourceSettings> Sources()
    {
        _sources["conformance-prices"] = new SourceSettings
        {
            Kind = "price-book",
            Path = workspace.Write("book/conformance_prices.csv", _prices.ToString()),
        };
        _sources["conformance-modifiers"] = new SourceSettings
        {
            Kind = "price-modifiers",
            Path = workspace.Write("book/conformance_modifiers.csv", _modifiers.ToString()),
        };
        _sources["conformance-aliases"] = new SourceSettings
        {
            Kind = "model-aliases",
            Path = workspace.Write("book/conformance_aliases.csv", _aliases.ToString()),
        };
        return _sources;
    }
}
