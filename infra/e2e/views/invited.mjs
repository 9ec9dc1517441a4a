import { signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { adAccount, firstAdAccount, invited as invite, joined } from '../house/given.mjs';
import { blockLink, invitationLink } from '../house/mail.mjs';
import { until } from '../house/patience.mjs';
import { personPage } from '../pages/person.mjs';
import { usersPage } from '../pages/users.mjs';

/**
 * What can be done with an invitation, what became of it, who waits for approval, and what of all that an account
 * administrator may do who is no organization admin.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function invited(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater Outdoor Advertising');
  return [
    ...(await invitations(ada, id)),
    ...(await blocking(ada, id, await visitor('a stranger'))),
    ...(await waiting(visitor, ada, id)),
    ...(await asAdministrator(visitor, ada, id)),
  ];
}

/** Opens the page of a person or an invitation and waits until it says so. */
const at = (organization, person, words) => async (page) => {
  await personPage(page).open(organization, person);
  await page.getByText(words).first().waitFor();
};

async function invitations(ada, id) {
  const [mia, bounced, over] = [somebody('Mia Fischer'), somebody('Bounce Weber'), somebody('Lena Brandt')];
  const [[open], [back], [revoked]] = await Promise.all([mia, bounced, over].map((person) =>
    invite(ada, id, [person], { message: 'Welcome aboard.\nSee you on Monday.', permissions: ['brands.view'] })));
  const path = (invitation) => `/v1/organizations/${id}/invitations/${invitation.id}`;
  await api(ada, `DELETE ${path(revoked)}`);
  await until('the bounce', async () => (await api(ada, `GET ${path(back)}`)).mail_state === 'bounced');
  const conflicting = async (page) => {
    ada.expect(/^412 PATCH /);
    await at(id, open.id, 'Whom it goes to')(page);
    await personPage(page).address.fill('mia.fischer@northwind.example');
    const { version, message } = await api(ada, `GET ${path(open)}`);
    await api(ada, `PATCH ${path(open)}`, { version, body: { message: `${message}.`, name: 'Mia F.' } });
    await personPage(page).save.click();
    await page.getByRole('heading', { name: 'Somebody else changed this in the meantime' }).waitFor();
  };
  return [
    {
      name: 'invitation-changed',
      visitor: ada,
      open: async (page) => {
        await at(id, open.id, 'Whom it goes to')(page);
        await personPage(page).address.fill('mia.fischer@northwind.example');
        await page.getByText('Saving makes a new link').waitFor();
      },
    },
    {
      name: 'invitation-wrong',
      visitor: ada,
      open: async (page) => {
        await at(id, open.id, 'Whom it goes to')(page);
        await personPage(page).address.fill('mia.fischer');
        await personPage(page).save.click();
        await page.getByText('is not a complete address.').waitFor();
      },
    },
    { name: 'invitation-conflict', visitor: ada, open: conflicting },
    { name: 'invitation-bounced', visitor: ada, open: at(id, back.id, 'came back: nobody gets mail') },
    { name: 'invitation-revoked', visitor: ada, open: at(id, revoked.id, 'Revoked on') },
    {
      name: 'invitation-again',
      visitor: ada,
      open: async (page) => {
        await at(id, revoked.id, 'Revoked on')(page);
        await page.getByRole('button', { name: 'Invite again' }).click();
        await page.getByRole('dialog').getByText(over.address).waitFor();
      },
    },
  ];
}

async function blocking(ada, id, stranger) {
  const [asked, gone] = [somebody('Noor Haddad'), somebody('Sue Falk')];
  await invite(ada, id, [asked, gone]);
  const links = await Promise.all([asked, gone].map(({ address }) => blockLink(address)));
  stranger.expect(/^410 POST \/v1\/invitations\/block\/lookup$/);
  const to = (link, heading) => async (page) => {
    await page.goto(link);
    await page.getByRole('heading', { name: heading }).waitFor();
  };
  return [
    { name: 'block', visitor: stranger, open: to(links[0], /^Invitations from /) },
    {
      name: 'blocked',
      visitor: stranger,
      open: async (page) => {
        await to(links[1], /^Invitations from /)(page);
        await page.getByRole('button', { name: /^Block further invitations/ }).click();
        await page.getByRole('heading', { name: 'Blocked' }).waitFor();
      },
    },
    { name: 'block-gone', visitor: stranger, open: to('/block#inv_0.gone', 'This link is no longer valid') },
  ];
}

/** Finn accepted what was sent to Mia. */
async function waiting(visitor, ada, id) {
  const finn = { ...(await visitor('Finn')), ...somebody('Finn Aalto') };
  const mia = somebody('Mia Fischer');
  const path = `/v1/organizations/${id}`;
  const { version } = await api(ada, `GET ${path}`);
  await api(ada, `PATCH ${path}`, { version, body: { settings: { accept_with_another_address: true } } });
  await Promise.all([invite(ada, id, [mia]), signedUp(finn, finn)]);
  const token = new URL(await invitationLink(mia.address)).hash.slice(1);
  const { member } = await api(finn, 'POST /v1/invitations/accept', { body: { token } });
  return [{ name: 'person-two-addresses', visitor: ada, open: at(id, member.id, 'Signs in with') }];
}

async function asAdministrator(visitor, ada, id) {
  const lea = { ...(await visitor('Lea')), ...somebody('Lea Brandt') };
  const tom = { ...(await visitor('Tom')), ...somebody('Tom Reed') };
  const roles = [
    { ad_account: await firstAdAccount(ada, id), role: 'viewer' },
    { ad_account: await adAccount(ada, id, 'US Retail'), role: 'viewer' },
  ];
  const kim = somebody('Kim Bauer');
  const [, member, [invitation]] = await Promise.all([
    joined(ada, id, lea, lea, { permissions: ['users.manage', 'brands.view'], ad_account_roles: roles.slice(0, 1) }),
    joined(ada, id, tom, tom, { permissions: ['financials.view'], ad_account_roles: roles }),
    invite(ada, id, [kim], { permissions: ['financials.view'] }),
  ]);
  return [
    { name: 'person-exceeds', visitor: lea, open: at(id, member, 'holds more than you do') },
    { name: 'invitation-exceeds', visitor: lea, open: at(id, invitation.id, 'gives more than you hold') },
    {
      name: 'menu-explained',
      visitor: lea,
      reopen: true,
      open: async (page) => {
        await usersPage(page).open(id);
        await page.getByRole('button', { name: 'Actions for Ada Winter' }).click();
        await page.getByRole('menuitem').filter({ hasText: 'Only an organization admin' }).waitFor();
      },
    },
  ];
}
