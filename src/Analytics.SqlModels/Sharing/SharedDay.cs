using Analytics.Domain;

namespace Analytics.SqlModels.Sharing;

/// <summary>A day of a model or check as some worker finished it.</summary>
/// <param name="Model">Model kept by day, or check that runs by day.</param>
/// <param name="Day">UTC event day.</param>
/// <param name="InputHash">Hash of all that the day depends on; equal hashes mean equal rows.</param>
/// <param name="Part">Its rows; null for a day without rows, and for a check, which held.</param>
public sealed record SharedDay(string Model, DateOnly Day, string InputHash, LakePart? Part);
