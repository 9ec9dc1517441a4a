import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { readJson, writeJson } from '../json-file.js';

/**
 * The issuer's own keys: RS256 for ID tokens and secrets for its cookies. They are made at the
 * first start and live in the state folder only.
 *
 * @param {string} file
 * @returns {{ jwks: { keys: object[] }, cookies: string[] }}
 */
export function loadKeys(file) {
  const known = readJson(file, undefined);
  if (known) return known;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signing = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
  const made = { jwks: { keys: [signing] }, cookies: [randomBytes(32).toString('base64url')] };
  writeJson(file, made);
  return made;
}
