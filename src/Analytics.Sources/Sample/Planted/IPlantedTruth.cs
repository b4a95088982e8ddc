using System.Text.Json;

namespace Analytics.Sources.Sample.Planted;

/// <summary>Something put into the company on purpose, which the marts must find.</summary>
internal interface IPlantedTruth
{
    /// <summary>Its key below <c>planted</c> in truth.json.</summary>
    string Name { get; }

    /// <summary>Adds or changes calls.</summary>
    void Plant(SampleWorld world);

    /// <summary>
    /// Writes the members of its object once all calls stand; money in USD as text, tokens as integers.
    /// </summary>
    void Describe(Utf8JsonWriter json, SampleWorld world);
}

/// <summary>All planted truths, in the order in which they are planted.</summary>
internal static class PlantedTruths
{
    public static IReadOnlyList<IPlantedTruth> Create() =>
    [
        new UnderwaterCustomer(),
        new WrongPlan(),
        new ReasoningShift(),
        new HiddenReasoningShift(),
        new UnreadCache(),
        new RetryStorm(),
        new CheapModelDearTask(),
        new ContextCollision(),
        new CapacityCollision(),
        new InvoiceFaults(),
    ];
}
