/** An exact number: unscaled ÷ 10^scale. Money stays in this form until it is written or drawn. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

export const isDecimal = (value: unknown): value is Decimal => typeof value === 'object' && value !== null && 'unscaled' in value;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** The nearest floating-point number: for positions and ratios, never for sums. */
export const toNumber = (value: Decimal): number => Number(fixed(value, value.scale));

/** Rounded half away from zero, with exactly so many digits after the point. */
export function fixed(value: Decimal, digits: number): string {
  const negative = value.unscaled < 0n;
  let rest = negative ? -value.unscaled : value.unscaled;
  if (digits < value.scale) {
    const unit = power(value.scale - digits);
    rest = (rest + unit / 2n) / unit;
  } else {
    rest *= power(digits - value.scale);
  }
  const text = rest.toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return (negative && rest !== 0n ? '-' : '') + text.slice(0, point) + (digits > 0 ? `.${text.slice(point)}` : '');
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return {
    unscaled: left.unscaled * power(scale - left.scale) - right.unscaled * power(scale - right.scale),
    scale,
  };
}

export const absolute = (value: Decimal | null): Decimal | null =>
  value && { ...value, unscaled: value.unscaled < 0n ? -value.unscaled : value.unscaled };

/** An exact quotient to twelve digits, as the tables have it; null where there is nothing to divide by. */
export function divide(left: Decimal, right: Decimal | bigint): Decimal | null {
  const divisor = typeof right === 'bigint' ? { unscaled: right, scale: 0 } : right;
  if (divisor.unscaled === 0n) {
    return null;
  }
  const scale = 12;
  return { unscaled: (left.unscaled * power(scale + divisor.scale)) / (divisor.unscaled * power(left.scale)), scale };
}
