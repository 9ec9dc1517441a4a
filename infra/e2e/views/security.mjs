import { signedIn, signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { joined, withTwoFactor } from '../house/given.mjs';
import { asksForCode, securityPage } from '../pages/security.mjs';
import { settingsPage } from '../pages/settings.mjs';

/**
 * Two-factor authentication and sessions, the second step, and an organization that asks for it.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function security(visitor) {
  const without = { ...(await visitor('Noor')), ...somebody('Noor Haddad') };
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const half = await visitor('Ada, half');
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await Promise.all([without, ada].map((who) => signedUp(who, who)));
  const { id } = await organizationOf(ada, 'Brightwater Outdoor Advertising');
  const { id: lenient } = await organizationOf(ada, 'Northwind');
  const { id: own } = await organizationOf(without, 'Southwind');
  await joined(ada, lenient, mia, mia);
  await joined(ada, id, await visitor('Eve'), somebody('Eve Moreau'));
  const { recovery } = await withTwoFactor(ada);
  await required(ada, id);
  await joined(ada, id, await visitor('Pia'), somebody('Pia Lund'));
  const again = await visitor('Ada, elsewhere');
  await signedIn(again, ada);
  await api(again, 'POST /v1/session/two-factor', { body: { code: recovery[0] } });
  await signedIn(half, ada);

  for (const who of [half, mia, ada]) who.expect(/^40[13] (GET|POST) \/v1\//);
  return [...card(without, ada), ...secondStep(half), ...asked(ada, id, own, without, lenient), ...(await held(visitor, ada, id))];
}

function card(without, ada) {
  const open = (page) => securityPage(page).open();
  const pressed = (button, title) => async (page) => {
    await open(page);
    await securityPage(page)[button].click();
    await securityPage(page).dialog(title).waitFor();
  };
  const scan = async (page) => {
    await pressed('turnOn', 'Turn on two-factor authentication')(page);
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  };
  return [
    { name: 'security-off', visitor: without, open },
    { name: 'security-on', visitor: ada, open },
    {
      name: 'security-menu',
      visitor: ada,
      reopen: true,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: /^Your menu/ }).click();
        await page.getByRole('menuitem', { name: 'Security' }).waitFor();
      },
    },
    { name: 'security-turn-on', visitor: without, open: scan },
    {
      name: 'security-turn-on-missed',
      visitor: without,
      open: async (page) => {
        await scan(page);
        await page.getByRole('dialog').getByRole('button', { name: 'Turn on' }).click();
        await page.getByText('Enter the six digits that the app shows now.').waitFor();
      },
    },
    { name: 'security-turn-off', visitor: ada, open: pressed('turnOff', 'Turn off two-factor authentication?') },
    { name: 'security-new-codes', visitor: ada, open: pressed('newCodes', 'Make new recovery codes') },
    {
      name: 'security-codes',
      visitor: ada,
      open: async (page) => {
        // What they look like; each look would use one up.
        await page.route('**/v1/me/two-factor/recovery-codes', (route) => route.fulfill({ json: { recovery_codes: shown } }));
        await pressed('newCodes', 'Make new recovery codes')(page);
        await asksForCode(page).code.fill('123456');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Done' }).click();
        await page.getByText('Keep them first, then say so here.').waitFor();
      },
    },
    {
      name: 'security-end-session',
      visitor: ada,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'End the session of Chrome on Linux' }).first().click();
        await page.getByRole('dialog', { name: 'End the session of Chrome on Linux?' }).waitFor();
      },
    },
    {
      name: 'security-error',
      visitor: without,
      open: async (page) => {
        without.expect(/^503 GET \/v1\/me\/sessions$/);
        await page.route('**/v1/me/sessions', (route) => route.fulfill({ status: 503, json: { type: '/problems/unavailable', title: 'Unavailable', status: 503 } }));
        await page.goto('/security');
        await page.getByRole('button', { name: 'Try again' }).waitFor();
      },
    },
  ];
}

const shown = Array.from({ length: 10 }, (_, at) => `${'abcdefghjk'[at].repeat(4)}-7k2m-q9xw-p4tz`);

function secondStep(half) {
  const open = async (page) => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor();
  };
  return [
    { name: 'second-step', visitor: half, open },
    {
      name: 'second-step-recovery',
      visitor: half,
      open: async (page) => {
        await open(page);
        await asksForCode(page).useRecovery.click();
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByText('Enter one of your recovery codes.').waitFor();
      },
    },
    {
      name: 'second-step-slowed',
      visitor: half,
      open: async (page) => {
        half.expect(/^429 POST \/v1\/session\/two-factor$/);
        const tooMany = { type: '/problems/too-many', title: 'Too many', status: 429 };
        await page.route('**/v1/session/two-factor', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '840' }, json: tooMany }));
        await open(page);
        await asksForCode(page).code.fill('123456');
        await page.keyboard.press('Enter');
        await page.getByText('Too many wrong codes. The next one').waitFor();
      },
    },
  ];
}

const stale = { status: 403, json: { type: '/problems/fresh-sign-in-required', title: 'Confirm that it is you', status: 403 } };

function asked(ada, id, own, without, lenient) {
  // Nobody waits for a quarter of an hour until a session is no longer fresh: the first answer is made up.
  const lift = (organization, box) => async (page) => {
    await page.route(`**/v1/organizations/${organization}`, (route) => (route.request().method() === 'PATCH' ? route.fulfill(stale) : route.fallback()));
    await settingsPage(page).open(organization);
    await box(page);
    await settingsPage(page).save.click();
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
  };
  without.expect(/^403 PATCH /);
  ada.expect(/^403 PATCH /);
  return [
    { name: 'proof-code', visitor: ada, waiting: true, open: lift(id, (page) => settingsPage(page).requireTwoFactor.uncheck()) },
    { name: 'proof-sign-in', visitor: without, waiting: true, open: lift(own, (page) => settingsPage(page).approve.check()) },
    {
      name: 'settings-require',
      visitor: ada,
      open: async (page) => {
        await settingsPage(page).open(lenient);
        await settingsPage(page).requireTwoFactor.check();
        await page.getByRole('link', { name: 'See who, in a new tab' }).waitFor();
      },
    },
    { name: 'settings-require-locked', visitor: without, open: (page) => settingsPage(page).open(own) },
  ];
}

/** Somebody who is in an organization that requires it by now. */
async function held(visitor, ada, organization) {
  const noa = { ...(await visitor('Noa')), ...somebody('Noa Berg') };
  noa.expect(/^403 GET \/v1\//);
  await joined(ada, organization, noa, noa);
  const open = async (page) => {
    await page.goto(`/orgs/${organization}/users`);
    await page.getByRole('heading', { name: /requires two-factor authentication$/ }).waitFor();
  };
  return [
    { name: 'enrol', visitor: noa, open },
    {
      name: 'enrol-scan',
      visitor: noa,
      open: async (page) => {
        await open(page);
        await page.getByRole('button', { name: 'Set up two-factor authentication' }).click();
        await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
      },
    },
  ];
}

async function required(admin, organization) {
  const path = `/v1/organizations/${organization}`;
  const { version } = await api(admin, `GET ${path}`);
  await api(admin, `PATCH ${path}`, { version, body: { settings: { require_two_factor: true } } });
}
