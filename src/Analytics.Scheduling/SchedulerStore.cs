namespace Analytics.Scheduling;

/// <summary>Where the schedulers of several workers keep what is due, so that one of them wakes a job for all.</summary>
/// <param name="ConnectionString">Npgsql connection string; the password may come from <c>PGPASSWORD</c>.</param>
/// <param name="Schema">Schema of the tables, a plain lower-case name; it is created, and the tables in it.</param>
/// <param name="Worker">Name of this worker, different from all others.</param>
public sealed record SchedulerStore(string ConnectionString, string Schema, string Worker);
