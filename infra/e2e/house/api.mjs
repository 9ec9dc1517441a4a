import assert from 'node:assert/strict';
import { home } from './places.mjs';

/**
 * Calls the API as the visitor who is signed in: what a story takes for granted is made in this way.
 *
 * @param {import('./visitor.mjs').Visitor} visitor
 * @param {string} call such as "PATCH /v1/organizations/4829130776"
 * @param {{ body?: unknown, version?: number }} [options] version becomes If-Match
 * @returns {Promise<any>} the answer's body; a refusal fails the story
 */
export async function api({ context }, call, { body, version } = {}) {
  const [method, path] = call.split(' ');
  const answer = await context.request.fetch(path, {
    method,
    headers: {
      Origin: home,
      'Content-Type': 'application/json',
      ...(version !== undefined && { 'If-Match': `"${version}"` }),
    },
    data: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok(), `${call} answers ${answer.status()} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** @returns {Promise<{ id: string, name: string, version: number }>} a new organization, the visitor its organization admin */
export function organizationOf(visitor, name) {
  return api(visitor, 'POST /v1/organizations', { body: { name } });
}
