import { demonstration, signedInAsCarrie } from '../house/demonstration.mjs';
import { bulk as selecting } from '../pages/bulk.mjs';
import { usersPage } from '../pages/users.mjs';
import { list } from './people.mjs';

/**
 * People selected in a list, and what is done with them. The demonstration is not changed: what would
 * change it is answered here.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function bulk(visitor) {
  const admin = await visitor('Carrie');
  await signedInAsCarrie(admin);
  admin.expect(/^(403|429) POST .*\/suspend$/);
  const selected = (query, who) => async (page) => {
    await list(who, query)(page);
    await selecting(page).pageBox.check();
    await usersPage(page).bar.waitFor();
  };
  // The first two are refused, and the others, too: for good, or until later.
  const suspending = async (page, others) => {
    await selected('?q=a', 'Amara Okafor')(page);
    let calls = 0;
    await page.route('**/suspend', (route) => route.fulfill({ contentType: 'application/problem+json', ...(calls++ < 2 ? refused : others) }));
    await selecting(page).act('Suspend…', /^Suspend /);
  };
  const refused = { status: 403, json: { type: '/problems/admin-target', title: 'Forbidden', status: 403 } };
  const later = { status: 429, headers: { 'Retry-After': '55' }, json: { type: '/problems/too-many', title: 'Too many', status: 429 } };
  return [
    { name: 'bulk-selected', visitor: admin, open: selected('?role=guest', 'Amara Okafor') },
    { name: 'bulk-invited', visitor: admin, open: selected('?tab=invited', 'Tess van Dijk') },
    {
      name: 'bulk-everybody',
      visitor: admin,
      open: async (page) => {
        await selected('', 'Earl E. Bird')(page);
        await usersPage(page).bar.getByRole('button', { name: 'Select all 57' }).click();
        await selecting(page).says('All 56 are selected.');
      },
    },
    {
      name: 'bulk-remove',
      visitor: admin,
      open: async (page) => {
        await selected('?q=a', 'Amara Okafor')(page);
        await usersPage(page).bar.getByRole('button', { name: 'Remove…' }).click();
        await selecting(page).dialog.getByText('This cannot be undone').waitFor();
      },
    },
    {
      name: 'bulk-running',
      visitor: admin,
      open: async (page) => {
        await suspending(page, later);
        await selecting(page).dialog.getByText('2 failed').waitFor();
      },
    },
    {
      name: 'bulk-results',
      visitor: admin,
      open: async (page) => {
        await suspending(page, refused);
        await selecting(page).dialog.getByRole('button', { name: 'Done' }).waitFor();
      },
    },
  ];
}
