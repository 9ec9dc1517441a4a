import { signedIn } from './accounts.mjs';
import { api } from './api.mjs';
import { until } from './patience.mjs';

// The demonstration organization, of sixty people: stories read it and never change it.

/** Its Account Id. */
export const demonstration = '4829130776';

/** Its organization admin. */
export const carrie = { name: 'Carrie Oakey', address: 'carrie@oakey.example', password: 'roster-demo' };

/** One of its members. */
export const earl = { name: 'Earl E. Bird', address: 'earl@oakey.example', password: 'roster-demo' };

/** People of each state, whom search finds when all of the demonstration is in its index. */
const searched = [
  ...['carrie', 'earl', 'jun', 'fatima', 'anna', 'tom'].map((q) => `members?q=${q}`),
  ...['gabriel', 'nora'].map((q) => `members?state=pending_approval&q=${q}`),
  'members?state=suspended&q=freya',
  ...['mia', 'jonas', 'billing', 'tess', 'oskar', 'rin'].map((q) => `invitations?q=${q}`),
];

/**
 * Has the visitor signed in as Carrie, and waits until search finds everybody: lists may be seconds late.
 *
 * @param {import('./visitor.mjs').Visitor} visitor
 */
export async function signedInAsCarrie(visitor) {
  await signedIn(visitor, carrie);
  const finds = async (query) => {
    const { items } = await api(visitor, `GET /v1/organizations/${demonstration}/${query}`);
    return items.length > 0;
  };
  await until('the demonstration in the search index', async () => (await Promise.all(searched.map(finds))).every(Boolean));
}
