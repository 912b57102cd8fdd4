// SHA-256, HMAC-SHA256 and SHA-512 without waiting: small inputs by the million, and pages that have no WebCrypto.
// Source: FIPS 180-4, RFC 2104.
import { concat } from "./bytes.mjs";

const primes = (count) => {
  const found = [];
  for (let n = 2n; found.length < count; n += 1n) if (found.every((p) => n % p !== 0n)) found.push(n);
  return found;
};

/** The first 64 bits behind the point of the root of a prime: where the constants of SHA-2 come from. */
const fraction = (prime, degree) => {
  const target = prime << BigInt(64 * degree);
  let low = 0n;
  for (let bit = 1n << 68n; bit > 0n; bit >>= 1n) if ((low + bit) ** BigInt(degree) <= target) low += bit;
  return low & 0xffffffffffffffffn;
};

const START = primes(8).map((p) => fraction(p, 2));
const ROUNDS = primes(80).map((p) => fraction(p, 3));
const K = Int32Array.from(ROUNDS.slice(0, 64), (word) => Number(word >> 32n) | 0);
const H0 = Int32Array.from(START, (word) => Number(word >> 32n) | 0);
const W = new Int32Array(64);
const state = new Int32Array(8);
const tail = new Uint8Array(128);

const compress = (data, at) => {
  for (let i = 0; i < 16; i += 1, at += 4) W[i] = (data[at] << 24) | (data[at + 1] << 16) | (data[at + 2] << 8) | data[at + 3];
  for (let i = 16; i < 64; i += 1) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7]; // an iterator here would cost a third
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d;
  state[4] += e; state[5] += f; state[6] += g; state[7] += h;
};

/** SHA-256: 32 bytes. */
export const sha256 = (data) => {
  state.set(H0);
  const whole = data.length - (data.length % 64);
  for (let at = 0; at < whole; at += 64) compress(data, at);
  const rest = data.length - whole;
  const padded = rest < 56 ? 64 : 128;
  tail.fill(0);
  tail.set(data.subarray(whole));
  tail[rest] = 0x80;
  const bits = data.length * 8;
  for (let i = 0; i < 7; i += 1) tail[padded - 1 - i] = Math.floor(bits / 2 ** (8 * i)) & 0xff;
  for (let at = 0; at < padded; at += 64) compress(tail, at);
  const out = new Uint8Array(32);
  for (let i = 0; i < 8; i += 1) {
    out[4 * i] = state[i] >>> 24; out[4 * i + 1] = state[i] >>> 16; out[4 * i + 2] = state[i] >>> 8; out[4 * i + 3] = state[i];
  }
  return out;
};

/** HMAC-SHA256. */
export const hmac = (key, message) => {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const inner = sha256(concat(block.map((byte) => byte ^ 0x36), message));
  return sha256(concat(block.map((byte) => byte ^ 0x5c), inner));
};

const M = 0xffffffffffffffffn;
const rotate = (x, n) => ((x >> n) | (x << (64n - n))) & M;

/** SHA-512: 64 bytes. Slow; Ed25519 needs it where there is no WebCrypto. */
export const sha512 = (data) => {
  const length = new Uint8Array(16);
  new DataView(length.buffer).setBigUint64(8, BigInt(data.length) * 8n);
  const zeros = new Uint8Array((240 - ((data.length + 1) % 128)) % 128);
  const padded = concat(data, Uint8Array.of(0x80), zeros, length);
  const view = new DataView(padded.buffer);
  const sums = [...START];
  for (let at = 0; at < padded.length; at += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i += 1) {
      const [x, y] = [w[i - 15], w[i - 2]];
      const s0 = rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n);
      const s1 = rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n);
      w.push((w[i - 16] + s0 + w[i - 7] + s1) & M);
    }
    let [a, b, c, d, e, f, g, h] = sums;
    for (let i = 0; i < 80; i += 1) {
      const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n);
      const t1 = (h + s1 + ((e & f) ^ (~e & M & g)) + ROUNDS[i] + w[i]) & M;
      const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) & M;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & M, c, b, a, (t1 + t2) & M];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { sums[i] = (sums[i] + word) & M; });
  }
  const out = new DataView(new ArrayBuffer(64));
  sums.forEach((word, i) => out.setBigUint64(8 * i, word));
  return new Uint8Array(out.buffer);
};
