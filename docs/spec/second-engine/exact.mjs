// Fractions of integers: [numerator, denominator], the denominator above 0. Nothing here is ever a floating-point number.

export const whole = (value) => [BigInt(value), 1n];

/** "77.5" or 77 as a fraction; null stays null. */
export function exact(value) {
  if (value === null || value === undefined) return null;
  const [, sign, before, after = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  return [BigInt(sign + before + after), 10n ** BigInt(after.length)];
}

export const add = ([a, b], [c, d]) => [a * d + c * b, b * d];
export const times = ([a, b], [c, d]) => [a * c, b * d];
export const over = ([a, b], divisor) => [a, b * BigInt(divisor)];
export const sum = (fractions) => fractions.reduce(add, [0n, 1n]);
export const least = (one, other) => (compare(one, other) <= 0 ? one : other);

/** Negative, 0 or positive, as sorting wants it. */
export function compare([a, b], [c, d]) {
  const difference = a * d - c * b;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest multiple of 10^-decimals, the larger one of two; for what isn't negative. */
export function halfUp([a, b], decimals) {
  const steps = 10n ** BigInt(decimals);
  return [(2n * a * steps + b) / (2n * b), steps];
}

/** With exactly so many decimals. */
export function written([a, b], decimals) {
  const digits = String((a * 10n ** BigInt(decimals)) / b).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** As short as possible; for fractions with a power of ten below the line. */
export function short(fraction) {
  if (fraction === null) return null;
  let decimals = 0;
  while ((fraction[0] * 10n ** BigInt(decimals)) % fraction[1] !== 0n) decimals += 1;
  return written(fraction, decimals);
}
