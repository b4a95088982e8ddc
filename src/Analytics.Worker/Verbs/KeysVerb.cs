using System.CommandLine;
using Analytics.Domain;
using Analytics.Worker.Http.Security;
using Analytics.Worker.Terminal;

namespace Analytics.Worker.Verbs;

/// <summary><c>keys add</c>, <c>keys list</c>, <c>keys remove</c>: who may use the service.</summary>
internal static class KeysVerb
{
    private static readonly TextColumn[] Columns = [new("name"), new("role"), new("created")];

    /// <summary>The command with its three parts.</summary>
    public static Command Create(VerbHost host)
    {
        var command = new Command("keys", "Says who may use the service.");
        command.Add(Add(host));
        command.Add(List(host));
        command.Add(Remove(host));
        return command;
    }

    private static Command Add(VerbHost host)
    {
        var name = Name();
        var role = new Option<string>("--role")
        {
            Description = "viewer reads, operator also runs and pauses jobs, admin sees the audit log, sender may only send data.",
            DefaultValueFactory = static _ => Roles.Viewer,
        };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var add = new Command("add", "Makes a key and shows it this once; only its hash is kept.") { name, role };
        host.Bind(add, (context, _) =>
        {
            context.Files.CreatePrivateDirectory(context.Root.State);
            var key = Store(context).Add(
                context.Parsed.GetRequiredValue(name), context.Parsed.GetRequiredValue(role), context.Time.GetUtcNow());
            if (context.Output.IsJson)
            {
                context.Output.Json(new { Key = key });
            }
            else
            {
                context.Output.Line(key);
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return add;
    }

    private static Command List(VerbHost host)
    {
        var list = new Command("list", "Lists names and roles.");
        host.Bind(list, (context, _) =>
        {
            var keys = Store(context).Keys;
            if (context.Output.IsJson)
            {
                context.Output.Json(new { Keys = keys.Select(static key => new { key.Name, key.Role, key.CreatedAt }) });
            }
            else
            {
                TextTable.Write(context.Output.Text, Columns, [.. keys.Select(static IReadOnlyList<string> (key) =>
                    [key.Name, key.Role, $"{key.CreatedAt:u}"])]);
            }

            return Task.FromResult(ExitCode.Ok);
        });
        return list;
    }

    private static Command Remove(VerbHost host)
    {
        var name = Name();
        var remove = new Command("remove", "Takes a key away; who signed in with it is signed out.") { name };
        host.Bind(remove, (context, _) =>
        {
            if (Store(context).Remove(context.Parsed.GetRequiredValue(name)))
            {
                return Task.FromResult(ExitCode.Ok);
            }

            context.Output.Error("There is no key of that name. 'keys list' shows those there are.");
            return Task.FromResult(ExitCode.Usage);
        });
        return remove;
    }

    private static Argument<string> Name() => new("name") { Description = "Who uses the key, such as grafana." };

    private static KeyStore Store(VerbContext context) => new(context.Root.KeyFile, context.Files);
}
