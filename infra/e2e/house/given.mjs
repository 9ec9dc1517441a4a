import { api } from './api.mjs';
import { authenticator } from './authenticator.mjs';
import { signedUp } from './accounts.mjs';
import { invitationLink } from './mail.mjs';

// What a story begins with and is not about: made through the API, by the people who would.

const nothing = { role: 'member', permissions: [], ad_account_roles: [] };

/**
 * Invites people, all with the same grants.
 *
 * @param {import('./visitor.mjs').Visitor} inviter
 * @param {string} organization
 * @param {{ name: string, address: string }[]} people
 * @param {Partial<typeof nothing> & { message?: string }} [grants] of a member without any, unless given
 * @returns {Promise<{ id: string, version: number }[]>} the invitations, in the order of the people
 */
export async function invited(inviter, organization, people, grants = {}) {
  const { results } = await api(inviter, `POST /v1/organizations/${organization}/invitations`, {
    body: {
      invitations: people.map(({ name, address }) => ({ email: address, name })),
      ...nothing,
      ...grants,
      send_email: true,
    },
  });
  return results.map(({ outcome, invitation }) => {
    if (outcome !== 'invited') throw new Error(`not invited but ${outcome}`);
    return invitation;
  });
}

/**
 * Has a visitor signed up, invited and in the organization.
 *
 * @returns {Promise<string>} the member's id
 */
export async function joined(inviter, organization, visitor, person, grants) {
  await Promise.all([invited(inviter, organization, [person], grants), signedUp(visitor, person)]);
  const token = new URL(await invitationLink(person.address)).hash.slice(1);
  const { member } = await api(visitor, 'POST /v1/invitations/accept', { body: { token } });
  return member.id;
}

/** @returns {Promise<string>} the id of the ad account that the organization began with */
export async function firstAdAccount(visitor, organization) {
  const { items } = await api(visitor, `GET /v1/organizations/${organization}/ad-accounts`);
  return items[0].id;
}

/** @returns {Promise<string>} the id of a new ad account */
export async function adAccount(visitor, organization, name) {
  const { id } = await api(visitor, `POST /v1/organizations/${organization}/ad-accounts`, { body: { name } });
  return id;
}

/** @returns {Promise<{ id: string, account_id: string }>} a new agency, the visitor its organization admin */
export function agencyOf(visitor, name) {
  return api(visitor, 'POST /v1/organizations', { body: { name, kind: 'agency' } });
}

/** Has a client's admin invited an agency, inside a cap. */
export function agencyInvited(admin, client, agency, cap) {
  return api(admin, `POST /v1/organizations/${client}/agencies`, { body: { account_id: agency, ...cap } });
}

/** Has an agency invited by a client's admin, and accepted by its own. */
export async function agencyAtWork(admin, client, boss, agency, cap) {
  await agencyInvited(admin, client, agency, cap);
  await api(boss, `POST /v1/organizations/${agency}/clients/${client}/accept`);
}

/**
 * Has the visitor's two-factor authentication turned on, a moment ago.
 *
 * @returns {Promise<{ app: ReturnType<typeof authenticator>, recovery: string[] }>}
 */
export async function withTwoFactor(visitor) {
  const { secret } = await api(visitor, 'POST /v1/me/two-factor');
  const app = authenticator(secret);
  const { recovery_codes } = await api(visitor, 'POST /v1/me/two-factor/confirm', { body: { code: await app.code() } });
  return { app, recovery: recovery_codes };
}
