/** Days and times are milliseconds of UTC; days of the reporting time zone are written as days of UTC. */
export const dayMilliseconds = 86_400_000;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

export const parseDay = (text: string): number => Date.parse(`${text}T00:00:00Z`);

/** 7 Sep 2026 */
export function day(time: number): string {
  const date = new Date(time);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** 7 Sep */
export function dayTick(time: number | Date): string {
  const date = new Date(time);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** Sep 2026 */
export function month(time: number): string {
  const date = new Date(time);
  return `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** 2026-09-17 14:03:59 */
export const instant = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

export function monthStart(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

export function monthAfter(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
