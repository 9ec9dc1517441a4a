import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { readJson, writeJson } from '../json-file.js';

const derive = promisify(scrypt);

/**
 * A person who can sign in.
 *
 * @typedef {object} Account
 * @property {string} sub the subject of the ID token, never changes
 * @property {string} name
 * @property {string} address e-mail address, verified; ASCII letters in lower case
 * @property {string} password `salt.hash` (scrypt, base64url)
 */

/** The accounts of the issuer, in one JSON file. */
export class Accounts {
  #file;
  /** @type {Map<string, Account>} by subject */
  #all;
  #nobody = hashPassword(randomUUID());

  /** @param {string} file */
  constructor(file) {
    this.#file = file;
    this.#all = new Map(readJson(file, []).map((account) => [account.sub, account]));
  }

  /** @returns {Account | undefined} */
  find(sub) {
    return this.#all.get(sub);
  }

  /** @returns {Account | undefined} */
  byAddress(address) {
    const folded = foldAddress(address);
    return [...this.#all.values()].find((account) => account.address === folded);
  }

  /**
   * Takes as long for an unknown address as for a wrong password.
   *
   * @returns {Promise<Account | undefined>} nothing when address and password do not belong together
   */
  async check(address, password) {
    const account = this.byAddress(address);
    const right = await isPassword(password, account?.password ?? (await this.#nobody));
    return account && right ? account : undefined;
  }

  /**
   * @param {{ name: string, address: string, passwordHash: string, sub?: string }} person whose address is verified
   * @returns {Account}
   */
  add({ name, address, passwordHash, sub = randomUUID() }) {
    const account = { sub, name, address: foldAddress(address), password: passwordHash };
    this.#all.set(sub, account);
    writeJson(this.#file, [...this.#all.values()]);
    return account;
  }

  /**
   * Adds the demonstration people that are not there yet. Their subject comes from the address
   * unless it is given, so that a fresh start finds the same people.
   *
   * @param {{ name: string, address: string, password: string, sub?: string }[]} people
   */
  async seed(people) {
    for (const { name, address, password, sub = subjectOf(address) } of people) {
      if (this.find(sub) || this.byAddress(address)) continue;
      this.add({ sub, name, address, passwordHash: await hashPassword(password) });
    }
  }
}

/** @returns {string} the address with its ASCII letters in lower case; nothing else is changed */
export function foldAddress(address) {
  return address.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** @returns {Promise<string>} `salt.hash` */
export async function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = await derive(password.normalize('NFKC'), salt, 32);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
}

async function isPassword(password, saltAndHash) {
  const [salt, hash] = saltAndHash.split('.').map((part) => Buffer.from(part, 'base64url'));
  return timingSafeEqual(hash, await derive(password.normalize('NFKC'), salt, hash.length));
}

function subjectOf(address) {
  return createHash('sha256').update(foldAddress(address)).digest('hex').slice(0, 32);
}
