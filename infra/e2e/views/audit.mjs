import { signedIn } from '../house/accounts.mjs';
import { demonstration, earl, signedInAsCarrie } from '../house/demonstration.mjs';
import { auditPage } from '../pages/audit.mjs';
import { usersPage } from '../pages/users.mjs';

/**
 * The audit log in its states, and exports that take long or stop.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function audit(visitor) {
  const admin = await visitor('Carrie');
  const member = await visitor('Earl');
  await Promise.all([signedInAsCarrie(admin), signedIn(member, earl)]);
  return [...logs(admin, member), ...exports(admin)];
}

const invited = 'Carrie Oakey invited Tess van Dijk';

function logs(admin, member) {
  const events = '**/v1/organizations/*/events?*';
  const log = (text, query) => async (page) => {
    await auditPage(page).open(demonstration, query);
    await page.getByText(text).first().waitFor();
  };
  return [
    { name: 'audit', visitor: admin, open: log('created the organization') },
    {
      name: 'audit-unfolded',
      visitor: admin,
      open: async (page) => {
        await log('created the organization')(page);
        await auditPage(page).unfold(invited);
        await auditPage(page).fact(invited, 'Request id').waitFor();
      },
    },
    { name: 'audit-filtered', visitor: admin, open: log('created the ad account', '?type=ad_account.created&to=2030-01-01') },
    { name: 'audit-nothing-matches', visitor: admin, open: log('Nothing matches', '?type=member.left&from=2026-01-01') },
    { name: 'audit-days-crossed', visitor: admin, open: log('The first day is after the last', '?from=2026-11-22&to=2026-11-01') },
    { name: 'audit-as-member', visitor: member, open: log('Only organization admins see the audit log') },
    {
      name: 'audit-menu',
      visitor: admin,
      reopen: true,
      open: async (page) => {
        await log('Nothing matches', '?type=member.left&from=2026-01-01')(page);
        await page.getByRole('button', { name: /^Kind of event/ }).click();
        await page.getByRole('menuitemradio', { name: 'Any kind of event' }).waitFor();
      },
    },
    {
      name: 'audit-loading',
      visitor: admin,
      waiting: true,
      open: async (page) => {
        await page.route(events, () => {});
        await auditPage(page).open(demonstration);
        await page.getByRole('button', { name: 'Export CSV' }).waitFor();
      },
    },
    {
      name: 'audit-error',
      visitor: admin,
      open: async (page) => {
        const problem = { type: '/problems/forbidden', title: 'Forbidden', status: 403, request_id: 'req_01M80EKF3ANS3Z87DZ5NR77TVQ' };
        admin.expect(/^403 GET \/v1\/organizations\/\d+\/events$/);
        await page.route(events, (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem }));
        await log('The log could not be loaded')(page);
      },
    },
  ];
}

function exports(admin) {
  const exporting = async (page, answer) => {
    await page.route('**/members.csv*', answer);
    await usersPage(page).open(demonstration, '?role=admin');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByRole('dialog').waitFor();
  };
  return [
    { name: 'export-running', visitor: admin, waiting: true, open: (page) => exporting(page, () => {}) },
    {
      name: 'export-stopped',
      visitor: admin,
      waiting: true, // the button waits for the answer
      open: (page) => {
        const problem = { type: '/problems/unavailable', title: 'Unavailable', status: 503, request_id: 'req_01M80EKF3ANS3Z87DZ5NR77TVQ' };
        admin.expect(/^503 GET \/v1\/organizations\/\d+\/members\.csv$/);
        return exporting(page, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }));
      },
    },
  ];
}
