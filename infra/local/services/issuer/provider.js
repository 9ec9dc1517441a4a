import { Provider, interactionPolicy } from 'oidc-provider';
import { errorPage, signedOutPage, signOutPage } from './pages.js';

const { base, Check, Prompt } = interactionPolicy;

/**
 * The OpenID Connect provider: one public client `roster` (authorization code with PKCE), RS256,
 * name and verified address in the ID token, no consent page.
 *
 * @param {object} options
 * @param {string} options.issuer for example http://localhost:9400
 * @param {string} options.home the address of Roster, for example http://localhost:8080
 * @param {import('./accounts.js').Accounts} options.accounts
 * @param {{ jwks: { keys: object[] }, cookies: string[] }} options.keys
 */
export function createProvider({ issuer, home, accounts, keys }) {
  return new Provider(issuer, {
    clients: [{
      client_id: 'roster',
      client_name: 'Roster',
      token_endpoint_auth_method: 'none',
      response_types: ['code'],
      redirect_uris: [`${home}/auth/callback`],
      post_logout_redirect_uris: [home, `${home}/`],
      // Roster asks for a recent sign-in before some actions and reads auth_time for it.
      require_auth_time: true,
    }],
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false, // the claims are in the ID token itself, as with Cognito
    extraParams: ['screen_hint'],
    pkce: { required: () => true },
    jwks: keys.jwks,
    cookies: {
      keys: keys.cookies,
      // Cookies do not tell ports apart: these must not meet those of another program on localhost.
      names: { session: 'issuer_session', interaction: 'issuer_interaction', resume: 'issuer_resume' },
    },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, IdToken: 3600, Interaction: 3600, Session: 1209600, Grant: 1209600 },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage({ form });
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage();
        },
      },
    },
    interactions: { policy: prompts(accounts) },
    findAccount: (_ctx, sub) => {
      const account = accounts.find(sub);
      return account && { accountId: sub, claims: () => claimsOf(account) };
    },
    loadExistingGrant: grantEverything,
    clientBasedCORS: () => false,
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage({ detail: `${out.error_description ?? out.error}.`, home });
    },
  });
}

function claimsOf({ sub, name, address }) {
  return { sub, name, email: address, email_verified: true };
}

/** Choosing an account may be asked for; consent never is. */
function prompts(accounts) {
  const policy = base();
  policy.remove('consent');
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  const { checks } = policy.get('login');
  checks.add(new Check('sign_up_wanted', 'a new account is wanted', ({ oidc }) =>
    oidc.params.screen_hint === 'signup' && !oidc.result?.login));
  checks.add(new Check('other_address_wanted', 'somebody else is to sign in', ({ oidc }) => {
    const signedIn = accounts.find(oidc.session.accountId)?.address;
    const wanted = accounts.byAddress(oidc.params.login_hint ?? '')?.address;
    return wanted !== undefined && wanted !== signedIn && !oidc.result?.login && !oidc.result?.select_account;
  }));
  return policy;
}

/** Roster is the only client and belongs to the issuer's owner: it gets what it asks for. */
async function grantEverything({ oidc }) {
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  const grant = (known && (await oidc.provider.Grant.find(known)))
    || new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}
