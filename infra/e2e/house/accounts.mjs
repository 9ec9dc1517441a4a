import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { codeFor } from './mail.mjs';
import { until } from './patience.mjs';
import { home } from './places.mjs';

const password = 'correct horse battery';

/** @returns {{ name: string, address: string, password: string }} somebody whom no other story knows */
export function somebody(name) {
  const given = name.split(' ')[0].toLowerCase();
  return { name, address: `${given}.${randomBytes(4).toString('hex')}@northwind.example`, password };
}

/** Fills in the issuer's pages, from "Create an account" to the code in the mail, in the browser. */
export async function createAccount(page, person) {
  await page.getByLabel('Name', { exact: true }).fill(person.name);
  await page.getByLabel('E-mail address').fill(person.address);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
  await page.getByLabel('Code').fill(await codeFor(person.address));
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** Fills in the issuer's sign-in page, in the browser. */
export async function signIn(page, person) {
  await page.getByLabel('E-mail address').fill(person.address);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/**
 * Has the visitor signed up, without drawing the pages: the same requests, for stories about something else.
 *
 * @param {import('./visitor.mjs').Visitor} visitor
 */
export async function signedUp({ context }, person) {
  const { name, address, password: secret } = person;
  const form = await arrive(context, 'signup');
  await submit(context, form, { name, address, password: secret });
  const back = await submit(context, form.replace(/[^/]+$/, 'code'), { code: await codeFor(address) });
  if (back === later) await signedIn({ context }, person);
}

/** Has the visitor signed in, in the same way; whom the issuer still knows it sends straight back. */
export async function signedIn({ context }, { address, password: secret }) {
  const back = async () => {
    const form = await arrive(context);
    return form.startsWith(home) || await submit(context, form, { address, password: secret }) !== later;
  };
  await until(`${address} is signed in`, back);
}

/** The answer that asks to come back in a moment: a busy machine gives it, and people do come back. */
const later = 503;

async function arrive(context, screen) {
  const answer = await context.request.get('/auth/login', { params: { return_to: '/favicon.svg', ...(screen && { screen_hint: screen }) } });
  return answer.url();
}

async function submit(context, address, form) {
  const answer = await context.request.post(address, { form });
  const status = answer.status();
  assert.ok(status === 200 || status === later, `${address} answers ${status} ${await answer.text()}`);
  if (status === 200 && answer.url().startsWith(home)) assert.equal(answer.url(), `${home}/favicon.svg`, 'the way back from sign-in');
  return status;
}
