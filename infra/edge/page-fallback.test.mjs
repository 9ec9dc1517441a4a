// The CloudFront function of template.yaml: which addresses are the page's index.html.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const template = readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8');
const [, block] = template.match(/^ +FunctionCode: \|\n((?: {8}.*\n)+)/m);
const handler = new Function(`${block}; return handler;`)();

const served = (uri) => handler({ request: { method: 'GET', uri, headers: {}, querystring: {} } }).uri;

for (const [uri, file] of [
  ['/', '/index.html'],
  ['/index.html', '/index.html'],
  ['/accept', '/index.html'],
  ['/orgs/4829130776/users', '/index.html'],
  ['/orgs/4829130776/users/', '/index.html'],
  ['/orgs/4829130776/users/mem_01J9Z3K4M5N6P7Q8R9S0T1V2W3', '/index.html'],
  ['/orgs/a.b/users', '/index.html'],
  ['/assets/index-Bx3k_1.js', '/assets/index-Bx3k_1.js'],
  ['/assets/missing.css', '/assets/missing.css'],
  ['/favicon.svg', '/favicon.svg'],
]) {
  test(`${uri} is ${file}`, () => assert.equal(served(uri), file));
}
