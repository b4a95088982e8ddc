namespace Analytics.Lake.Ledger;

/// <summary>Tables and statements of the run ledger.</summary>
internal static class RunLedgerSql
{
    public const string Create =
        """
        create table if not exists job_runs (
            run_id varchar not null,
            job_id varchar not null,
            interval_from timestamptz not null,
            interval_to timestamptz not null,
            attempt integer not null,
            input_hash varchar not null,
            is_manual boolean not null,
            state varchar not null,
            owner varchar not null,
            fencing_token bigint not null,
            lease_until timestamptz not null,
            started_at timestamptz not null,
            heartbeat_at timestamptz not null,
            ended_at timestamptz,
            progress varchar not null,
            row_count bigint not null,
            exit_code integer,
            output varchar not null
        );
        create table if not exists paused_jobs (job_id varchar primary key);
        create table if not exists audit (
            acted_at timestamptz not null,
            actor varchar not null,
            role varchar not null,
            action varchar not null,
            subject varchar not null,
            outcome varchar not null,
            remote varchar not null
        );
        """;

    public const string Insert =
        """
        insert into job_runs values (
            $RunId, $JobId, $IntervalFrom, $IntervalTo, $Attempt, $InputHash, $IsManual, $State, $Owner, $FencingToken,
            $LeaseUntil, $StartedAt, $HeartbeatAt, $EndedAt, '', 0, null, $Output)
        """;

    public const string Abandon =
        """
        update job_runs
        set state = 'Abandoned', ended_at = $now, output = 'The worker gave no sign of life until the lease ran out.'
        where state = 'Running' and lease_until < $now
        """;

    public const string Heartbeat =
        """
        update job_runs
        set heartbeat_at = $now, lease_until = $lease_until, progress = $progress
        where run_id = $run_id and fencing_token = $token and state = 'Running'
        """;

    public const string End =
        """
        update job_runs
        set state = $state, ended_at = $ended_at, row_count = $rows, exit_code = $exit_code, output = $output
        where run_id = $run_id and fencing_token = $token and state = 'Running'
        """;

    public const string SelectRuns =
        """
        select
            run_id, job_id, interval_from, interval_to, attempt, input_hash, is_manual, state, owner, fencing_token,
            lease_until, started_at, heartbeat_at, ended_at, progress, row_count as rows, exit_code, output
        from job_runs
        """;

    public const string SelectSettled =
        """
        select
            job_id,
            max(interval_to) as interval_to
        from job_runs
        where not is_manual and state in ('Succeeded', 'Failed', 'TimedOut', 'Skipped')
        group by job_id
        """;

    public const string SelectAudit =
        """
        select acted_at, actor, role, action, subject, outcome, remote
        from audit
        order by acted_at desc
        limit $limit
        """;
}
