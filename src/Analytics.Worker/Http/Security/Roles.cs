namespace Analytics.Worker.Http.Security;

/// <summary>What a key may do. Each of viewer, operator and admin may do what the one before may; a sender may only send.</summary>
internal static class Roles
{
    /// <summary>Reads tables, pages and the state of jobs.</summary>
    public const string Viewer = "viewer";

    /// <summary>Also runs, retries, pauses and resumes jobs.</summary>
    public const string Operator = "operator";

    /// <summary>Also reads the audit log.</summary>
    public const string Admin = "admin";

    /// <summary>Sends data to the receiver and sees nothing.</summary>
    public const string Sender = "sender";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Operator, Admin, Sender];

    /// <summary>The roles that may do what <paramref name="role"/> may.</summary>
    public static string[] AtLeast(string role) => role switch
    {
        Viewer => [Viewer, Operator, Admin],
        Operator => [Operator, Admin],
        Admin => [Admin],
        Sender => [Sender, Admin],
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This is no role."),
    };
}
