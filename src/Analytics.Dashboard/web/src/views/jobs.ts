import { getJson } from '../data/api.ts';
import type { Scope } from '../data/query.ts';
import type { View } from '../frame/declare.ts';
import { element } from '../frame/element.ts';
import { count, plural } from '../format/text.ts';
import { instant } from '../format/time.ts';

interface Run {
  readonly jobId: string;
  readonly state: number;
  readonly attempt: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly intervalTo: string;
  readonly exitCode: number | null;
  readonly rows: number;
  readonly progress: string;
  readonly output: string;
}

/** States of a run, in the order in which the ledger numbers them. */
const states = ['running', 'succeeded', 'failed', 'timed out', 'stopped', 'abandoned', 'skipped'];

/** What the jobs did. Running, retrying and pausing them stays on the page of jobs, whose buttons are audited. */
export const jobs: View = {
  id: 'jobs',
  title: 'Jobs',
  question: 'Did everything run, and what went wrong?',
  group: 'System',
  controls: { filters: false },
  sections: () => [{ custom: { id: 'runs', mount } }],
};

function mount() {
  const finding = element('p', { class: 'finding' });
  const rows = element('tbody');
  const heads = ['Job', 'State', 'Started (UTC)', 'Seconds', 'Rows', 'Attempt', 'Up to (UTC)', 'Progress', 'Output'];
  const root = element(
    'div',
    {},
    element(
      'figure',
      { class: 'card', id: 'figure-runs' },
      element('figcaption', {}, element('h2', {}, 'Runs, latest first'), finding),
      element(
        'p',
        { class: 'facts' },
        'from the run ledger · ',
        element('a', { href: '/jobs' }, 'Schedule; run, retry, pause and resume jobs'),
        ' · ',
        element('a', { href: '/api/v1/runs' }, 'as JSON'),
      ),
      element(
        'div',
        { class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Table: runs' },
        element(
          'table',
          {},
          element('caption', {}, 'Runs, latest first'),
          element('thead', {}, element('tr', {}, ...heads.map(head => element('th', { scope: 'col' }, element('span', {}, head))))),
          rows,
        ),
      ),
    ),
  );
  const update = (_: Scope): Promise<void> => show(finding, rows);
  return { root, update };
}

async function show(finding: HTMLElement, body: HTMLElement): Promise<void> {
  const { runs } = await getJson<{ runs: Run[] }>('/api/v1/runs');
  const failed = runs.filter(run => !['running', 'succeeded', 'skipped'].includes(states[run.state]!));
  finding.textContent =
    runs.length === 0
      ? 'No job has run yet in this service; the data may come from the command line.'
      : `${plural(runs.length, 'run')} on record, ${failed.length === 0 ? 'none of which failed' : `${count(failed.length)} of which did not succeed, the latest ${failed[0]!.jobId}`}.`;
  body.replaceChildren(
    ...runs.map(run =>
      element(
        'tr',
        {},
        ...[
          run.jobId,
          states[run.state] ?? String(run.state),
          instant(Date.parse(run.startedAt)),
          run.endedAt ? ((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000).toFixed(1) : '',
          count(run.rows),
          count(run.attempt),
          instant(Date.parse(run.intervalTo)),
          run.progress,
          run.output.trim().split('\n').at(-1) ?? '',
        ].map(text => element('td', { title: text.length > 60 ? text : undefined }, text)),
      ),
    ),
  );
}
