/** Colours by meaning; the style sheet gives each a light and a dark form. */
export const colour = {
  cost: 'var(--cost)',
  revenue: 'var(--revenue)',
  loss: 'var(--loss)',
  saving: 'var(--saving)',
  warn: 'var(--warn)',
  other: 'var(--other)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  rule: 'var(--rule)',
} as const;

const series = ['var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)', 'var(--s8)'];

export const otherName = '(other)';

/** Colours for the members of a series in their order; what is gathered as (other) is grey. */
export function colours(names: readonly string[]): { names: string[]; range: string[] } {
  let next = 0;
  return { names: [...names], range: names.map(name => (name === otherName ? colour.other : series[next++ % series.length]!)) };
}

/** What all charts have in common. */
export const base = (width: number, height: number) => ({
  width,
  height,
  className: 'chart',
  style: { background: 'none', color: 'var(--muted)', fontSize: '12px', fontFamily: 'inherit', overflow: 'visible' },
});

/** A height that suits a width. */
export const heightFor = (width: number): number => Math.max(220, Math.min(320, Math.round(width * 0.42)));

/** Ends a label that is too long for its place. */
export const short = (text: string, letters: number): string => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);
