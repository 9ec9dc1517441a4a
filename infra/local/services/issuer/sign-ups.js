import { randomInt, timingSafeEqual } from 'node:crypto';
import { foldAddress, hashPassword } from './accounts.js';

const lifetime = 10 * 60 * 1000; // milliseconds
const tries = 5;

/**
 * Accounts that wait for the code which was mailed to their address, one for each sign-in that is
 * under way. They live in memory: after a restart one starts again.
 */
export class SignUps {
  #accounts;
  #sendCode;
  #waiting = new Map();

  /**
   * @param {import('./accounts.js').Accounts} accounts
   * @param {(to: { name: string, address: string }, code: string) => Promise<void>} sendCode
   */
  constructor(accounts, sendCode) {
    this.#accounts = accounts;
    this.#sendCode = sendCode;
  }

  /** @returns {string | undefined} the address that waits for its code */
  addressOf(uid) {
    return this.#current(uid)?.address;
  }

  /** Remembers the person and mails the first code. */
  async begin(uid, { name, address, password }) {
    this.#waiting.set(uid, { name, address: foldAddress(address), passwordHash: await hashPassword(password) });
    await this.mailCode(uid);
  }

  /** Mails a new code; the older ones stop working. */
  async mailCode(uid) {
    const person = this.#waiting.get(uid);
    if (!person) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    Object.assign(person, { code, left: tries, until: Date.now() + lifetime });
    await this.#sendCode(person, code);
  }

  /**
   * @returns {{ account?: import('./accounts.js').Account, problem?: 'wrong' | 'spent' | 'taken' }}
   * the new account, or why there is none: the code is wrong, expired or tried too often, or
   * somebody else took the address meanwhile
   */
  confirm(uid, code) {
    const person = this.#current(uid);
    if (!person || person.left === 0) return { problem: 'spent' };
    person.left -= 1;
    const given = code.replace(/\s/g, '');
    if (given.length !== person.code.length || !timingSafeEqual(Buffer.from(given), Buffer.from(person.code))) {
      return { problem: person.left === 0 ? 'spent' : 'wrong' };
    }
    this.#waiting.delete(uid);
    if (this.#accounts.byAddress(person.address)) return { problem: 'taken' };
    return { account: this.#accounts.add(person) };
  }

  #current(uid) {
    const person = this.#waiting.get(uid);
    return person && person.until > Date.now() ? person : undefined;
  }
}
