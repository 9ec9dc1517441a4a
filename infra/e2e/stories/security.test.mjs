import assert from 'node:assert/strict';
import { signedIn, signedUp, signIn, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { carrie, demonstration } from '../house/demonstration.mjs';
import { invited } from '../house/given.mjs';
import { invitationLink } from '../house/mail.mjs';
import { home, issuer } from '../house/places.mjs';
import { story } from '../house/story.mjs';

story('page and API carry the security headers', async ({ visitor }) => {
  const { context } = await visitor('Carrie');
  for (const path of ['/', '/accept', `/orgs/${demonstration}/users`, '/v1/session', '/v1/catalog', '/auth/login', '/nothing/here.js']) {
    const answer = await context.request.get(path, { maxRedirects: 0 });
    const headers = answer.headers();
    const policy = headers['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.match(policy, /base-uri 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-|\*|https?:/, path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['x-frame-options'], 'DENY', path);
    assert.match(headers['referrer-policy'], /^(same-origin|no-referrer|strict-origin-when-cross-origin)$/, path);
    if (/session|auth/.test(path)) assert.match(headers['cache-control'] ?? '', /no-store/, path);
  }
});

story('the session is one HttpOnly __Host- cookie, and no script can read it', async ({ visitor }) => {
  const { page, context } = await visitor('Carrie');
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, carrie);
  await page.getByRole('heading', { name: 'Account users' }).waitFor();
  const own = (await context.cookies(home)).filter(({ name }) => !name.startsWith('issuer_'));
  assert.deepEqual(own.map(({ name }) => name), ['__Host-roster']);
  const [{ httpOnly, secure, sameSite, path }] = own;
  assert.deepEqual({ httpOnly, secure, sameSite, path }, { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' });
  assert.doesNotMatch(await page.evaluate(() => document.cookie), /roster/);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!stored.includes(own[0].value), 'the session is in the storage of the page');
});

story('return_to leads back to this site only', async ({ visitor }) => {
  const { page, context } = await visitor('Carrie');
  await signedIn({ context }, carrie);
  for (const [given, back] of [
    ['/\\evil.example', '/'], ['//evil.example', '/'], ['https://evil.example/', '/'], ['/%09/evil.example', '/%09/evil.example'],
    ['javascript:alert(1)', '/'], ['/\t/evil.example', '/'], [`/orgs/${demonstration}/settings?a=b`, `/orgs/${demonstration}/settings?a=b`],
  ]) {
    const answer = await context.request.get('/auth/login', { params: { return_to: given } });
    const { origin, pathname, search } = new URL(answer.url());
    assert.equal(origin, home, `${given} leads to ${answer.url()}`);
    assert.equal(pathname + search, back, given);
  }
  await page.goto(`/auth/login?return_to=${encodeURIComponent('/\\evil.example')}`);
  await page.getByRole('heading', { name: 'Account users' }).waitFor();
});

story('the token leaves the address bar at once and reaches neither history, requests nor the provider', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await invited(ada, id, [mia]);
  const link = await invitationLink(mia.address);
  const token = new URL(link).hash.slice(1);

  const { page, context } = mia;
  const asked = [];
  context.on('request', (request) => asked.push(`${request.url()} ${JSON.stringify(request.headers())}`));
  await page.goto(link, { waitUntil: 'commit' });
  await page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();
  assert.equal(page.url(), `${home}/accept`);
  assert.equal(await page.evaluate(() => sessionStorage.getItem('invitation-token')), token);
  assert.equal(await page.evaluate(() => localStorage.length), 0);

  await page.getByRole('link', { name: 'Continue' }).click();
  await page.waitForURL(`${issuer}/**`);
  await page.goBack();
  await page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();
  assert.equal(page.url(), `${home}/accept`);
  assert.deepEqual(asked.filter((request) => request.includes(token)), [], 'requests that carry the token in address or headers');
  // Whoever has the link alone learns nothing but whom it is for.
  await page.reload();
  await page.getByRole('heading', { name: 'Join Brightwater' }).waitFor();
  assert.ok(!(await page.content()).includes(mia.address));
});

story('a write from another site is refused', async ({ visitor }) => {
  const { context } = await visitor('Carrie');
  await signedIn({ context }, carrie);
  const write = (headers) => context.request.post('/v1/organizations', { headers, data: '{"name":"Stolen"}' });
  const status = async (answer) => (await answer).status();
  assert.equal(await status(write({ 'Content-Type': 'application/json', Origin: 'https://evil.example' })), 403);
  assert.equal(await status(write({ 'Content-Type': 'application/json' })), 403);
  assert.equal(await status(write({ 'Content-Type': 'text/plain', Origin: home })), 415);
});
