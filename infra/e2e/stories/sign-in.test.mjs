import assert from 'node:assert/strict';
import { createAccount, signIn, somebody } from '../house/accounts.mjs';
import { carrie } from '../house/demonstration.mjs';
import { story } from '../house/story.mjs';

story('a new person creates an account and lands on the page that was asked for', async ({ visitor }) => {
  const { page } = await visitor('Nora');
  const nora = somebody('Nora Whitfield');
  await page.goto('/new-organization');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await createAccount(page, nora);
  await page.getByRole('heading', { name: 'Create an organization' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/new-organization');
});

story('signing out ends the session here and at the provider', async ({ visitor }) => {
  const { page } = await visitor('Carrie');
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, carrie);
  await page.getByRole('heading', { name: 'Account users' }).waitFor();

  await page.getByRole('button', { name: 'Your menu: Carrie Oakey' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Roster' }).waitFor();
  await page.getByRole('link', { name: 'Sign in' }).click();
  // Still signed in there, one would be back without a word.
  await page.getByLabel('Password').waitFor();
});
