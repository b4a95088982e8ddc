import { fixed, isDecimal, toNumber, type Decimal } from './decimal.ts';

/** What stands where nothing is known; zero is written as zero. */
export const unknown = '—';

const minus = (text: string): string => text.replace('-', '\u2212');
const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const groupWhole = (text: string): string => text.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => sign + grouped(whole));

/** Dollars: cents for amounts of a cent and more, three significant digits below, nothing rounded to zero. */
export function money(value: Decimal | null): string {
  if (value === null) {
    return unknown;
  }
  const size = Math.abs(toNumber(value));
  const digits = size === 0 || size >= 0.01 ? 2 : Math.min(value.scale, 2 - Math.floor(Math.log10(size)));
  const text = groupWhole(fixed(value, digits));
  return minus(text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`);
}

/** Dollars for headlines: no cents from a thousand on. */
export function moneyRound(value: Decimal | null): string {
  if (value === null || Math.abs(toNumber(value)) < 1000) {
    return money(value);
  }
  const text = groupWhole(fixed(value, 0));
  return minus(text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`);
}

/** Dollars along an axis. */
export function moneyTick(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '\u2212' : '';
  if (size >= 1e6) {
    return `${sign}$${trim(size / 1e6)}M`;
  }
  if (size >= 1e3) {
    return `${sign}$${trim(size / 1e3)}k`;
  }
  return size === 0 || size >= 1 ? `${sign}$${trim(size)}` : `${sign}$${Number(size.toPrecision(1)).toFixed(Math.ceil(-Math.log10(size)))}`;
}

/** Numbers along an axis. */
export function tick(value: number): string {
  const size = Math.abs(value);
  const [divisor, unit] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'k'] : [1, ''];
  return minus(`${trim(value / divisor)}${unit}`);
}

const trim = (value: number): string => String(Number(value.toPrecision(3)));

/** Whole numbers. */
export const count = (value: bigint | number | Decimal | null): string =>
  value === null ? unknown : minus(groupWhole(isDecimal(value) ? trimZeros(fixed(value, 2)) : String(value)));

const trimZeros = (text: string): string => text.replace(/\.?0+$/, '');

/** Shares from 0 to 1 as percent. */
export function share(value: number | null): string {
  if (value === null) {
    return unknown;
  }
  const percent = value * 100;
  const size = Math.abs(percent);
  return minus(`${groupWhole(size >= 100 ? percent.toFixed(0) : size >= 1 || size === 0 ? percent.toFixed(1) : percent.toPrecision(2))} %`);
}

/** Other numbers with four significant digits. */
export function number(value: number | null): string {
  if (value === null) {
    return unknown;
  }
  const size = Math.abs(value);
  return minus(
    size >= 1000
      ? groupWhole(value.toFixed(0))
      : size === 0 || size >= 1e-4
        ? String(Number(value.toPrecision(4)))
        : value.toExponential(2),
  );
}

/** How many times as much, for sentences. */
export const times = (value: number | null): string =>
  value === null ? unknown : `${number(Number(value.toPrecision(value >= 100 ? 3 : 2)))}×`;

/** The word that goes with a number. */
export const plural = (amount: number | bigint, one: string, many = `${one}s`): string =>
  `${count(amount)} ${Number(amount) === 1 ? one : many}`;
