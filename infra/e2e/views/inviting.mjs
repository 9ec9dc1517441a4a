import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { signedInAsCarrie } from '../house/demonstration.mjs';
import { adAccount, invited, joined } from '../house/given.mjs';
import { chooseAdAccounts, usersPage } from '../pages/users.mjs';
import { few, list } from './people.mjs';

/**
 * Inviting people, and what one does with invitations afterwards.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function inviting(visitor) {
  const admin = await visitor('Carrie');
  await signedInAsCarrie(admin);
  return [...inTheDialog(admin), ...(await withConsequences(visitor))];
}

const filled = async (page) => {
  await list('Carrie Oakey', few)(page);
  const invite = await usersPage(page).invite();
  await invite.paste('mia@northwind.example, Jonas Weber <jonas@northwind.example>, lena@northwind');
  await invite.chip('lena@northwind').waitFor();
  await chooseAdAccounts(page, invite.dialog.getByRole('combobox', { name: 'Ad accounts of role 1' }), ['EU Brand', 'US Retail']);
  return invite;
};

function inTheDialog(admin) {
  return [
    {
      name: 'invite-empty',
      visitor: admin,
      open: async (page) => {
        await list('Carrie Oakey', few)(page);
        const { dialog } = await usersPage(page).invite();
        await dialog.getByText('Choose ad accounts').waitFor();
      },
    },
    { name: 'invite', visitor: admin, open: filled },
    {
      name: 'invite-nobody',
      visitor: admin,
      open: async (page) => {
        await list('Carrie Oakey', few)(page);
        const { dialog } = await usersPage(page).invite();
        await dialog.getByRole('radio', { name: 'Organization admin' }).check();
        await dialog.getByRole('button', { name: 'Send invitations' }).click();
        await dialog.getByText('Add at least one complete address.').waitFor();
      },
    },
    {
      name: 'invite-ad-accounts',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('combobox', { name: /^Ad accounts of role 1/ }).click();
        await page.getByRole('option', { name: 'Nordics' }).waitFor();
      },
    },
    {
      name: 'invite-role',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('combobox', { name: 'Role 1', exact: true }).click();
        await page.getByRole('option', { name: 'Campaign manager' }).waitFor();
      },
    },
    {
      name: 'invite-permissions',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('button', { name: /^Permissions/ }).click();
        await dialog.getByRole('checkbox', { name: 'Advertiser management', exact: true }).check();
        await dialog.getByRole('button', { name: /^Advertiser management/ }).click();
        await dialog.getByRole('checkbox', { name: 'Message brands' }).uncheck();
      },
    },
    {
      name: 'invite-preview',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByLabel('Message', { exact: true }).fill('Welcome aboard.');
        await dialog.getByRole('button', { name: 'Preview e-mail' }).click();
        await dialog.frameLocator('iframe').getByText('Welcome aboard.').waitFor();
      },
    },
    {
      name: 'invite-preview-plain',
      visitor: admin,
      open: async (page) => {
        const { dialog } = await filled(page);
        await dialog.getByRole('button', { name: 'Preview e-mail' }).click();
        await dialog.getByRole('button', { name: 'Plain text' }).click();
        await dialog.getByText('Accept invitation:').waitFor();
      },
    },
  ];
}

/** What changes something is done in an organization of its own. */
async function withConsequences(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  await adAccount(ada, id, 'EU Brand');
  const lena = somebody('Lena Brandt');
  await invited(ada, id, [lena]);
  const empty = await organizationOf(ada, 'Northwind');
  const mia = { ...(await visitor('Mia')), ...somebody('Mia Fischer') };
  await joined(ada, id, mia, mia);
  await usersPage(ada.page).openWith(id, '?tab=invited', lena.address);
  return [
    {
      name: 'users-no-invitations',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(empty.id, '?tab=invited');
        await page.getByText('No open invitations').waitFor();
      },
    },
    {
      name: 'users-nobody-waits',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(empty.id, '?tab=pending_approval');
        await page.getByText('Nobody waits for approval').waitFor();
      },
    },
    {
      name: 'invite-results',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(id);
        const invite = await usersPage(page).invite();
        await invite.paste(`${mia.address}, ${lena.address}, ${somebody('Jonas Weber').address}, ole@northwind`);
        await invite.dialog.getByRole('button', { name: 'Send 3 invitations' }).click();
        await page.getByRole('dialog', { name: 'What became of the invitations' }).waitFor();
      },
    },
    {
      name: 'link-dialog',
      visitor: ada,
      open: async (page) => {
        await page.addInitScript(() => {
          navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'));
        });
        await usersPage(page).open(id, '?tab=invited');
        await page.getByRole('button', { name: `Actions for ${lena.name}` }).click();
        await page.getByRole('menuitem', { name: 'Copy invitation link' }).click();
        await page.getByRole('dialog', { name: 'Invitation link' }).waitFor();
      },
    },
    {
      name: 'toast',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(id, '?tab=invited');
        await page.getByRole('button', { name: `Actions for ${lena.name}` }).click();
        await page.getByRole('menuitem', { name: 'Resend invitation' }).click();
        await page.getByText('is on its way again.').waitFor();
      },
    },
  ];
}
