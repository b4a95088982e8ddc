using Analytics.Lake.Guard;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Decides from what the guard found which files of a batch have anything new.</summary>
internal sealed class BatchSorting(LedgerState state, IngestTally tally)
{
    /// <summary>Settles the files that need no reading and lists the others in the context.</summary>
    public void Sort(BatchContext batch, IReadOnlyList<GuardedFile> guarded)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in guarded)
        {
            if (file.IsChanging)
            {
                tally.Changing++;
            }
            else if ((file.Refusal ?? CsvHeaderCheck.Fault(file)) is { } refusal)
            {
                Refuse(batch, file, refusal);
            }
            else if (!SettleKnown(batch, file, taken))
            {
                taken.Add(file.FileId);
                batch.Files.Add(new BatchFile(
                    batch.Files.Count, file, [.. file.BadLines.Where(static line => line.Reason is not null)],
                    IsSecondLook: false));
            }
        }
    }

    /// <summary>Notes a file that is refused whole.</summary>
    public void Refuse(BatchContext batch, GuardedFile file, string reason)
    {
        tally.Refuse(file.Request.File, reason);
        batch.Note(file, SightingState.Refused, reason);
    }

    /// <summary>Notes a file that is read, and which earlier readings it replaces.</summary>
    public void Take(BatchContext batch, GuardedFile file)
    {
        tally.Pending += file.IsPending ? 1 : 0;
        batch.Note(file, SightingState.Committed, null);
        var isReadAgain = file.Growth == Growth.Grown || batch.IsReplay
            || file.Request.Reader.Rewrite == RewriteRule.Replace;
        if (file.RecordsBefore == 0 && isReadAgain)
        {
            Supersede(batch, file);
        }
    }

    private bool SettleKnown(BatchContext batch, GuardedFile file, HashSet<string> taken)
    {
        var last = file.Request.Last;
        if (file.IsPending && (file.CoveredBytes == 0 || file.FileId == last?.FileId))
        {
            tally.Pending++;
            batch.Note(file, SightingState.Committed, null);
            return true;
        }

        var known = state.Find(batch.Planned.Reader.Kind, file.FileId);
        if (batch.IsReplay && known?.ReaderVersion != batch.Planned.Reader.Version)
        {
            return false;
        }

        if (known is null && !taken.Contains(file.FileId))
        {
            return false;
        }

        var isOwn = last is { State: not SightingState.SameBytes } && last.FileId == file.FileId;
        tally.Unchanged += isOwn ? 1 : 0;
        tally.SameBytes += isOwn ? 0 : 1;
        batch.Note(file, isOwn ? SightingState.Committed : SightingState.SameBytes, null);
        if (known is { IsSuperseded: true })
        {
            batch.Revived.Add(new FileVersion(known.FileId, known.ReaderVersion));
        }

        if (last is not null && last.FileId != file.FileId && file.Request.Reader.Rewrite == RewriteRule.Replace)
        {
            Supersede(batch, file);
        }

        return true;
    }

    private void Supersede(BatchContext batch, GuardedFile file)
    {
        if (file.Request.Last is { } last)
        {
            batch.Superseded.AddRange(state.ChainOf(last, batch.Planned.Reader.Kind)
                .Where(older => batch.IsReplay || !state.HasOtherPath(older.FileId, file.Request.File))
                .Select(static older => new FileVersion(older.FileId, older.ReaderVersion)));
        }
    }
}
