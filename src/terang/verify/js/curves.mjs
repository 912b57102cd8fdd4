// Ed25519 and ECDSA on P-256 with big integers, for browsers and pages that lack them. They only verify, so they need
// no constant time. Source: RFC 8032 section 5.1.7; FIPS 186-5.
import { concat, hex } from "./bytes.mjs";
import { sha256, sha512 } from "./sha2.mjs";

const mod = (a, m) => ((a % m) + m) % m;
const power = (base, exponent, m) => {
  let out = 1n;
  for (let b = mod(base, m), e = exponent; e > 0n; e >>= 1n, b = (b * b) % m) if (e & 1n) out = (out * b) % m;
  return out;
};
const inverse = (a, m) => power(a, m - 2n, m);
const big = (bytes) => BigInt(`0x${hex(bytes) || "0"}`);
const little = (bytes) => big(Uint8Array.from(bytes).reverse());

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * inverse(121666n, P), P);
const ROOT = power(2n, (P - 1n) / 4n, P); // of minus one

const recover = (bytes) => {
  const y = little(bytes) & (2n ** 255n - 1n);
  const sign = BigInt(bytes[31] >> 7);
  if (y >= P) return undefined;
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n, P), P);
  let x = power(square, (P + 3n) / 8n, P);
  if (mod(x * x - square, P) !== 0n) x = (x * ROOT) % P;
  if (mod(x * x - square, P) !== 0n || (x === 0n && sign)) return undefined;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, (x * y) % P];
};

const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
  const a = mod((y1 - x1) * (y2 - x2), P);
  const b = mod((y1 + x1) * (y2 + x2), P);
  const c = mod(2n * D * t1 * t2, P);
  const d = mod(2n * z1 * z2, P);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f, P), mod(g * h, P), mod(f * g, P), mod(e * h, P)];
};

const times = (scalar, point, plus, zero) => {
  let out = zero;
  for (let p = point, s = scalar; s > 0n; s >>= 1n, p = plus(p, p)) if (s & 1n) out = plus(out, p);
  return out;
};

const NEUTRAL = [0n, 1n, 1n, 0n];
const baseY = mod(4n * inverse(5n, P), P);
const BASE = recover(Uint8Array.from({ length: 32 }, (_, i) => Number((baseY >> BigInt(8 * i)) & 255n)));

/** Whether an Ed25519 signature is right; all arguments are bytes. */
export const ed25519 = (key, signature, message) => {
  const [r, s] = [signature.subarray(0, 32), little(signature.subarray(32))];
  const [a, point] = [recover(key), recover(r)];
  if (signature.length !== 64 || s >= L || !a || !point) return false;
  const k = mod(little(sha512(concat(r, key, message))), L);
  const left = times(s, BASE, add, NEUTRAL);
  const right = add(point, times(k, a, add, NEUTRAL));
  return mod(left[0] * right[2] - right[0] * left[2], P) === 0n && mod(left[1] * right[2] - right[1] * left[2], P) === 0n;
};

const Q = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const G = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

const join = (one, other) => {
  if (!one || !other) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2, Q) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 - 3n) * inverse(2n * y1, Q) : (y2 - y1) * inverse(mod(x2 - x1, Q), Q);
  const x3 = mod(slope * slope - x1 - x2, Q);
  return [x3, mod(slope * (x1 - x3) - y1, Q)];
};

/** Whether an ECDSA signature (r || s, 64 bytes) with P-256 and SHA-256 is right; `x`, `y`: the key's coordinates. */
export const p256 = (x, y, signature, message) => {
  const [r, s] = [big(signature.subarray(0, 32)), big(signature.subarray(32))];
  const point = [big(x), big(y)];
  const isOnCurve = point.every((c) => c < Q) && mod(point[1] ** 2n - point[0] ** 3n + 3n * point[0] - B, Q) === 0n;
  if (signature.length !== 64 || !isOnCurve || [r, s].some((n) => n < 1n || n >= N)) return false;
  const w = inverse(s, N);
  const sum = join(times((big(sha256(message)) * w) % N, G, join), times((r * w) % N, point, join));
  return sum !== undefined && sum[0] % N === r;
};
