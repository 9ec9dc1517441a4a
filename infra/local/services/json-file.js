import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads a JSON file of the state folder.
 *
 * @template T
 * @param {string} path
 * @param {T} missing what to return when the file does not exist yet
 * @returns {T}
 * @throws {Error} with the path when the file is there but is not JSON
 */
export function readJson(path, missing) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return missing;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON; delete it or run with --fresh`, { cause });
  }
}

/**
 * Replaces a JSON file whole, readable by its owner only: a crash leaves the old or the new one.
 *
 * @param {string} path
 * @param {unknown} value
 */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.next`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, path);
}
