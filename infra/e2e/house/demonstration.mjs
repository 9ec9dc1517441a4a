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

/**
 * Has the visitor signed in as Carrie, and waits until search finds what was written last: lists may be seconds late.
 *
 * @param {import('./visitor.mjs').Visitor} visitor
 */
export async function signedInAsCarrie(visitor) {
  await signedIn(visitor, carrie);
  const finds = async (query) => (await api(visitor, `GET /v1/organizations/${demonstration}/${query}`)).items.length > 0;
  await until('the demonstration in the search index', async () =>
    (await finds('members?state=pending_approval&q=whitfield')) && finds('invitations?q=rin'));
}
