import { createHmac } from 'node:crypto';
import { until } from './patience.mjs';

const stepSeconds = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * An authenticator app (RFC 6238, as apps do it: SHA-1, six digits, 30 seconds).
 *
 * @param {string} secret in base32, with or without spaces
 */
export function authenticator(secret) {
  const key = decoded(secret.replace(/\s/g, ''));
  let used = -1;
  /** The step of now, or the next one: the server takes a code one step early. */
  const step = () => Math.floor(Date.now() / 1000 / stepSeconds);
  return {
    /** @returns {Promise<string>} a code that was not given before; each works once, so this may take some seconds */
    async code() {
      const next = await until('the next time step', () => (used <= step() ? Math.max(used + 1, step()) : undefined), 2 * stepSeconds * 1000);
      used = next;
      return digits(key, next);
    },
    /** The code that was given last. */
    last: () => digits(key, used),
    /** Six digits that are not right for some minutes. */
    wrong() {
      const near = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((off) => digits(key, step() + off));
      return ['111111', '222222', '333333'].find((code) => !near.includes(code));
    },
  };
}

function digits(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

function decoded(base32) {
  const bits = [...base32.replace(/=+$/, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}
