using Analytics.Domain;
using Analytics.Lake.Ledger;

namespace Analytics.Lake.Ingest;

/// <summary>What a run knows of the ledger: read once at its start and kept up with its own commits.</summary>
internal sealed class LedgerState
{
    private readonly Dictionary<(string Source, string Path), Sighting> sightings;
    private readonly Dictionary<(string Kind, string FileId), LakeFile> files = [];
    private readonly HashSet<string> parts;

    private LedgerState(LakeSnapshot snapshot, IEnumerable<Sighting> sightings)
    {
        this.sightings = sightings.ToDictionary(static look => (look.Source, look.Path));
        parts = snapshot.Parts.Select(static part => part.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in snapshot.Files)
        {
            Add(file);
        }
    }

    /// <summary>Paths of all committed parts.</summary>
    public IReadOnlySet<string> Parts => parts;

    /// <summary>The last look at every path.</summary>
    public IReadOnlyCollection<Sighting> Sightings => sightings.Values;

    /// <summary>Reads the ledger.</summary>
    public static async Task<LedgerState> ReadAsync(ILedger ledger, CancellationToken cancellation) =>
        new(await ledger.SnapshotAsync(cancellation), await ledger.SightingsAsync(cancellation));

    /// <summary>The last look at a path, or null.</summary>
    public Sighting? LastLook(SourceFile file) => sightings.GetValueOrDefault((file.Source, file.Path));

    /// <summary>The latest reading of the same bytes by a reader of that kind, or null.</summary>
    public LakeFile? Find(string kind, string fileId) => files.GetValueOrDefault((kind, fileId));

    /// <summary>Whether a path other than the given one stands for the same bytes.</summary>
    public bool HasOtherPath(string fileId, SourceFile than) => sightings.Values.Any(look =>
        look.FileId == fileId && !look.IsMissing && (look.Source, look.Path) != (than.Source, than.Path));

    /// <summary>
    /// The readings that together hold what was last taken of a path: one, or as many as a growing file was read in.
    /// They are the latest of the path whose lines add up to the lines covered.
    /// </summary>
    public IReadOnlyList<LakeFile> ChainOf(Sighting look, string kind)
    {
        var chain = new List<LakeFile>();
        var lines = 0L;
        foreach (var file in files.Values
            .Where(file => file.Source == look.Source && file.Path == look.Path && file.Kind == kind
                && !file.IsSuperseded)
            .OrderByDescending(static file => file.CommitNo))
        {
            chain.Add(file);
            lines += file.LinesRead;
            if (lines == look.CoveredLines)
            {
                return chain;
            }
        }

        return Find(kind, look.FileId) is { IsSuperseded: false } single ? [single] : [];
    }

    /// <summary>Takes a commit in.</summary>
    public void Add(LakeCommit commit)
    {
        foreach (var file in commit.Files)
        {
            Add(file);
        }

        Mark(commit.Superseded, isSuperseded: true);
        Mark(commit.Revived, isSuperseded: false);

        parts.UnionWith(commit.Parts.Select(static part => part.Part.Path));
        Add(commit.Sightings);
    }

    /// <summary>Takes looks in.</summary>
    public void Add(IEnumerable<Sighting> looks)
    {
        foreach (var look in looks)
        {
            sightings[(look.Source, look.Path)] = look;
        }
    }

    private void Mark(IReadOnlyList<FileVersion> versions, bool isSuperseded)
    {
        if (versions.Count == 0)
        {
            return;
        }

        foreach (var (key, file) in files.ToList())
        {
            if (versions.Contains(new FileVersion(file.FileId, file.ReaderVersion)))
            {
                files[key] = file with { IsSuperseded = isSuperseded };
            }
        }
    }

    private void Add(LakeFile file) => files[(file.Kind, file.FileId)] = file;
}
