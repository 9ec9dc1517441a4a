import { authenticator } from '../house/authenticator.mjs';

/** Where one turns two-factor authentication on and off and sees one's sessions. */
export function securityPage(page) {
  const card = (name) => page.getByRole('region', { name, exact: true });
  const sessions = card('Sessions');
  return {
    async open() {
      await page.goto('/security');
      await sessions.getByText('This browser').waitFor();
    },
    twoFactor: card('Two-factor authentication'),
    sessions,
    lines: sessions.getByRole('listitem'),
    turnOn: page.getByRole('button', { name: 'Turn on…' }),
    turnOff: page.getByRole('button', { name: 'Turn off…' }),
    newCodes: page.getByRole('button', { name: 'New recovery codes…' }),
    dialog: (name) => page.getByRole('dialog', { name, exact: true }),
  };
}

/** What asks for a code, in a dialog or on a page of its own. */
export function asksForCode(page) {
  return {
    code: page.getByLabel('Code', { exact: true }),
    recovery: page.getByLabel('Recovery code', { exact: true }),
    useRecovery: page.getByRole('button', { name: 'Use a recovery code' }),
    wrong: page.getByText('This code is not right, or was used before. Enter the one that the app shows now.'),
  };
}

/** @returns {Promise<ReturnType<typeof authenticator>>} the app that has scanned what the page shows */
export async function scanned(page) {
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  return authenticator(await page.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText());
}

/** Says that the recovery codes are kept, and gives them. */
export async function keepRecoveryCodes(page) {
  const codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts();
  await page.getByRole('checkbox', { name: 'I have kept them' }).check();
  return codes;
}
