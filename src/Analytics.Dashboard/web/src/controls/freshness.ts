import type { Catalogue } from '../data/catalogue.ts';
import { element } from '../frame/element.ts';
import { plural } from '../format/text.ts';
import { day, dayMilliseconds, instant } from '../format/time.ts';
import type { Span } from '../state/period.ts';

const staleDays = 2;

/** How old what is shown is; in plain words where it is older than it should be. */
export function freshness(catalogue: Catalogue, extent: Span, now: number): HTMLElement[] {
  const published = Date.parse(catalogue.created_at);
  const behind = Math.floor((now - extent.to) / dayMilliseconds);
  const stamp = element(
    'p',
    { class: 'stamp' },
    `Requests up to ${day(extent.to - dayMilliseconds)}. Generation ${catalogue.generation}, published ${instant(published)} UTC.`,
  );
  return behind < staleDays
    ? [stamp]
    : [
        stamp,
        element(
          'p',
          { class: 'stale', role: 'status' },
          `The latest request is ${plural(behind, 'day')} old: no newer log has arrived, or the job that takes it in does not run. All periods end with that day. `,
          element('a', { href: '#jobs' }, 'See the jobs'),
        ),
      ];
}
