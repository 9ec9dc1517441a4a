import { signedIn, signedUp, somebody } from '../house/accounts.mjs';
import { api, organizationOf } from '../house/api.mjs';
import { demonstration, earl } from '../house/demonstration.mjs';
import { firstAdAccount } from '../house/given.mjs';
import { integrationsPage, keyForm, webhookForm, webhookPage } from '../pages/integrations.mjs';

/**
 * API keys, webhooks, received messages and SCIM.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function integrations(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const member = await visitor('Earl');
  await Promise.all([signedUp(ada, ada), signedIn(member, earl)]);
  const [{ id }, { id: empty }] = [await organizationOf(ada, 'Brightwater'), await organizationOf(ada, 'Northwind')];
  await withKeys(ada, id);
  return [...keys(ada, id, empty), ...(await webhooks(ada, id, empty)), ...messages(ada, id, empty), ...scim(ada, id, empty), ...others(ada, id, member)];
}

async function withKeys(ada, id) {
  const make = (body) => api(ada, `POST /v1/organizations/${id}/api-keys`, { body });
  const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const roles = ['viewer', 'audience_manager', 'campaign_manager'].map((role) => ({ role }));
  const ad_account = await firstAdAccount(ada, id);
  await make({ name: 'Reporting service with a rather long name', scopes: ['access.read'], expires_at: inDays(5) });
  await make({ name: 'Okta', scopes: ['scim'], expires_at: inDays(365) });
  await make({ name: 'HR system', scopes: ['users.write', 'admins.write', 'provision'] });
  await make({ name: 'Audience upload', scopes: ['users.read', 'ad_accounts.write'], ad_account_roles: roles.map((role) => ({ ...role, ad_account })) });
}

function keys(ada, id, empty) {
  const open = async (page) => {
    await integrationsPage(page).open(id);
    await page.getByText('Audience upload').waitFor();
  };
  const creating = async (page) => {
    await open(page);
    await integrationsPage(page).create.click();
    await keyForm(page).name.waitFor();
  };
  return [
    { name: 'integrations-keys', visitor: ada, open },
    {
      name: 'integrations-keys-none',
      visitor: ada,
      open: async (page) => {
        await integrationsPage(page).open(empty);
        await page.getByText('No API keys').waitFor();
      },
    },
    { name: 'integrations-key-new', visitor: ada, open: creating },
    {
      name: 'integrations-key-new-wrong',
      visitor: ada,
      open: async (page) => {
        await creating(page);
        await keyForm(page).expires('On a day of your choice');
        await page.getByRole('button', { name: 'Ad accounts and roles' }).click();
        await keyForm(page).make.click();
        await page.getByText('Choose a day from today on.').waitFor();
      },
    },
    {
      name: 'integrations-key-made',
      visitor: ada,
      open: async (page) => {
        // What it looks like; each look would make one more.
        await page.route('**/api-keys', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 201, json: made(id) }) : route.fallback()));
        await creating(page);
        await keyForm(page).name.fill('HR system');
        await keyForm(page).scope('Signed messages').check();
        await keyForm(page).make.click();
        await page.getByRole('button', { name: 'Done' }).click();
        await page.getByText('Store it first, then say so here.').waitFor();
      },
    },
    {
      name: 'integrations-key-revoke',
      visitor: ada,
      open: async (page) => {
        await open(page);
        await integrationsPage(page).revoke('HR system').click();
        await integrationsPage(page).dialog('Revoke HR system?').waitFor();
      },
    },
    {
      name: 'integrations-keys-error',
      visitor: ada,
      open: async (page) => {
        ada.expect(/^503 GET .*\/api-keys$/);
        await page.route('**/api-keys', (route) => route.fulfill({ status: 503, json: { type: '/problems/unavailable', title: 'Unavailable', status: 503, request_id: 'req_01KJM917YQ7VAY7C1C0DJ5ZT8P' } }));
        await integrationsPage(page).open(id);
        await page.getByRole('button', { name: 'Try again' }).waitFor();
      },
    },
    {
      name: 'integrations-keys-waiting',
      visitor: ada,
      waiting: true,
      open: async (page) => {
        await page.route('**/api-keys', () => {}); // never answered
        await integrationsPage(page).open(id);
        await page.locator('main [aria-busy=true]').waitFor();
      },
    },
  ];
}

const made = (organization) => ({
  id: 'key_01KJM917YQ7VAY7C1C0DJ5ZT8P', organization, name: 'HR system', prefix: 'rk_01KJM917YQ7VA…', scopes: ['provision'], ad_account_roles: [],
  created_at: '2026-11-29T09:00:00Z', created_by: null, expires_at: null, last_used_at: null,
  key: `rk_01KJM917YQ7VAY7C1C0DJ5ZT8P_${'shown-here-only-'.repeat(3).slice(0, 43)}`,
  provisioning_secret: `whsec_${'c2hvd24taGVyZS1vbmx5'.repeat(2)}`,
});

async function webhooks(ada, id, empty) {
  const make = (body) => api(ada, `POST /v1/organizations/${id}/webhooks`, { body });
  const one = await make({ url: 'https://hooks.brightwater.example/roster/with/a/rather/long/path', description: 'CRM', types: ['member.removed', 'member.left', 'member.suspended'] });
  const other = await make({ url: 'https://data.brightwater.example/in' });
  await api(ada, `PATCH /v1/organizations/${id}/webhooks/${other.id}`, { version: other.version, body: { state: 'disabled' } });
  const list = (organization, words) => async (page) => {
    await integrationsPage(page).open(organization, '?tab=webhooks');
    await page.getByText(words).first().waitFor();
  };
  const withLog = async (page, query = '') => {
    await page.route(/\/deliveries(\?|$)/, (route) => route.fulfill({ json: { items: deliveries, next_cursor: 'more' } }));
    await page.route(/\/deliveries\/dlv_/, (route) => route.fulfill({ json: { ...deliveries[1], headers, payload } }));
    await page.goto(`/orgs/${id}/integrations/webhooks/${one.id}${query}`);
    await page.getByText('Members: removed').first().waitFor();
  };
  return [
    { name: 'integrations-webhooks', visitor: ada, open: list(id, 'CRM') },
    { name: 'integrations-webhooks-none', visitor: ada, open: list(empty, 'No endpoints') },
    {
      name: 'integrations-webhook-new',
      visitor: ada,
      open: async (page) => {
        await list(empty, 'No endpoints')(page);
        await integrationsPage(page).add.click();
        await page.getByRole('radio', { name: 'Only some' }).check();
        await page.getByRole('button', { name: 'Single events of Members' }).click();
        await page.getByRole('checkbox', { name: 'Removed' }).check();
        await webhookForm(page).save.click();
        await page.getByText('Enter a whole address').waitFor();
      },
    },
    { name: 'integrations-webhook', visitor: ada, open: withLog },
    {
      name: 'integrations-webhook-delivery',
      visitor: ada,
      open: async (page) => {
        await withLog(page, `?delivery=${deliveries[1].id}`);
        await page.getByRole('region', { name: 'What was sent' }).waitFor();
      },
    },
    {
      name: 'integrations-webhook-rotate',
      visitor: ada,
      open: async (page) => {
        await withLog(page);
        await webhookPage(page).more('Rotate the secret…');
        await page.getByRole('dialog', { name: 'Rotate the secret?' }).waitFor();
      },
    },
    {
      name: 'integrations-webhook-replay',
      visitor: ada,
      open: async (page) => {
        await withLog(page);
        await page.getByRole('button', { name: 'Replay failed…' }).click();
        await page.getByRole('dialog', { name: 'Replay what failed' }).waitFor();
      },
    },
    {
      name: 'integrations-webhook-off',
      visitor: ada,
      open: async (page) => {
        await page.goto(`/orgs/${id}/integrations/webhooks/${other.id}`);
        await page.getByText('Nothing was sent yet').waitFor();
      },
    },
  ];
}

const delivery = (last, type, state, attempts) => ({
  id: `dlv_01KJM917YQ7VAY7C1C0DJ5ZT8${last}`, event: `evt_01KJM917YQ7VAY7C1C0DJ5ZT8${last}`, type, state, attempts,
  next_attempt_at: state === 'retrying' ? '2026-11-29T09:35:05Z' : null, created_at: '2026-11-29T09:00:00Z', replayed_at: null,
});
const attempt = (second, status, outcome) => ({ at: `2026-11-29T09:00:0${second}Z`, status, latency_ms: 84, outcome });
const deliveries = [
  delivery('A', 'member.suspended', 'pending', []),
  delivery('B', 'member.removed', 'retrying', [attempt(0, null, 'timed_out'), attempt(5, 503, 'refused')]),
  delivery('C', 'member.left', 'delivered', [attempt(1, 204, 'delivered')]),
  delivery('D', 'webhook.test', 'failed', [attempt(1, null, 'unreachable')]),
];
const headers = {
  'content-type': 'application/json', 'user-agent': 'Roster-Webhooks/1', 'webhook-id': 'evt_01KJM917YQ7VAY7C1C0DJ5ZT8B',
  'webhook-signature': 'v1,••••', 'webhook-timestamp': '1795942805',
};
const payload = {
  type: 'member.removed', timestamp: '2026-11-29T09:00:00Z',
  data: {
    id: 'evt_01KJM917YQ7VAY7C1C0DJ5ZT8B', organization: '4829130776', actor: { kind: 'user', id: 'usr_01KJM917YQ7VAY7C1C0DJ5ZT8P', name: 'Ada Winter' },
    target: { kind: 'member', id: 'mem_01KJM917YQ7VAY7C1C0DJ5ZT8Q', name: 'Earl E. Bird', email: 'earl@oakey.example' }, version: 3,
    changes: { state: { before: 'active', after: '' }, ad_accounts: [{ ad_account: 'ada_1', name: 'EU Brand', before: ['viewer'], after: [] }] },
  },
};

function messages(ada, id, empty) {
  return [
    {
      name: 'integrations-messages',
      visitor: ada,
      open: async (page) => {
        await page.route('**/received-messages*', (route) => route.fulfill({ json: { items: received, next_cursor: 'more' } }));
        await integrationsPage(page).open(id, '?tab=messages');
        await page.getByText('Came too late').waitFor();
      },
    },
    {
      name: 'integrations-messages-none',
      visitor: ada,
      open: async (page) => {
        await integrationsPage(page).open(empty, '?tab=messages');
        await page.getByText('No messages in the last 72 hours').waitFor();
      },
    },
  ];
}

const message = (last, type, outcome, more) => ({
  id: `msg_2KWPBgLlAfxdpx2AI54pPJ85f4${last}`, type, key: { id: 'key_01KJM917YQ7VAY7C1C0DJ5ZT8P', name: 'HR system' },
  received_at: '2026-11-29T09:00:00Z', outcome, ...more,
});
const mia = { target: { kind: 'invitation', id: 'inv_01KJM917YQ7VAY7C1C0DJ5ZT8Q', name: 'Mia Fischer', email: 'mia@northwind.example' } };
const earlBird = { target: { kind: 'member', id: 'mem_01KJM917YQ7VAY7C1C0DJ5ZT8Q', name: 'Earl E. Bird', email: 'earl@oakey.example' } };
const received = [
  message('A', 'user.invite', 'invited', mia),
  message('B', 'user.update', 'superseded', { ...earlBird, detail: 'A later message about the same address was applied before this one came.' }),
  message('C', 'user.remove', 'removed', earlBird),
  message('D', undefined, 'refused', { detail: 'The message is no JSON.' }),
];

function scim(ada, id, empty) {
  const open = (organization) => async (page) => {
    await integrationsPage(page).open(organization, '?tab=scim');
    await page.getByRole('checkbox', { name: 'Send invitations by mail' }).waitFor();
  };
  return [
    { name: 'integrations-scim', visitor: ada, open: open(id) },
    {
      name: 'integrations-scim-entra',
      visitor: ada,
      open: async (page) => {
        await open(empty)(page);
        await page.getByRole('tab', { name: 'Microsoft Entra ID' }).click();
        await page.getByText('Tenant URL', { exact: true }).waitFor();
      },
    },
  ];
}

function others(ada, id, member) {
  return [
    {
      name: 'integrations-as-member',
      visitor: member,
      open: async (page) => {
        await integrationsPage(page).open(demonstration);
        await page.getByText('Only organization admins see the integrations').waitFor();
      },
    },
    {
      name: 'audit-keys',
      visitor: ada,
      open: async (page) => {
        await page.goto(`/orgs/${id}/audit?type=api_key`);
        await page.getByText('created the API key').first().waitFor();
      },
    },
  ];
}
