import { foldAddress } from './accounts.js';
import { choosePage, codePage, createPage, signInPage } from './pages.js';

const problems = {
  wrong: 'That is not the code we sent. Check the mail and try again.',
  spent: 'This code has expired or was tried too often. Send a new one.',
  taken: 'Somebody created an account with this address meanwhile. Sign in instead.',
};

/**
 * The pages between Roster's request and its answer.
 *
 * Each route gets what is known of the interaction and the submitted form, and returns a page
 * (`html`), another place to go (`to`) or the outcome for oidc-provider (`finish`).
 *
 * @param {object} options
 * @param {import('./accounts.js').Accounts} options.accounts
 * @param {import('./sign-ups.js').SignUps} options.signUps
 * @param {{ name: string, address: string, password: string }[]} options.people those whom the sign-in page offers
 * @param {string} options.mailViewer
 */
export function interactionRoutes({ accounts, signUps, people, mailViewer }) {
  return {
    'GET /': ({ uid, prompt, params, session }) => {
      const account = accounts.find(session?.accountId);
      if (prompt.name === 'select_account' && account) return { html: choosePage({ uid, account }) };
      return { to: params.screen_hint === 'signup' ? 'create' : 'sign-in' };
    },

    'GET /sign-in': ({ uid, params, query }) =>
      ({ html: signInPage({ uid, people, address: query.get('address') ?? params.login_hint }) }),

    'POST /sign-in': async ({ uid, form }) => {
      const { address = '', password = '' } = form;
      const account = await accounts.check(address, password);
      if (account) return { finish: signedIn(account) };
      const problem = 'Address and password do not belong together. Check both and try again.';
      return { html: signInPage({ uid, people, address, problem }), status: 422 };
    },

    'GET /create': ({ uid, params }) => ({ html: createPage({ uid, address: params.login_hint }) }),

    'POST /create': async ({ uid, form }) => {
      const { name = '', address = '', password = '' } = form;
      const errors = mistakes({ name, address, password, taken: accounts.byAddress(address) });
      if (Object.keys(errors).length > 0) {
        const problem = 'Some fields need another look.';
        return { html: createPage({ uid, name, address, problem, errors }), status: 422 };
      }
      await signUps.begin(uid, { name: name.trim(), address, password });
      return { to: 'code' };
    },

    'GET /code': ({ uid, query }) => {
      const address = signUps.addressOf(uid);
      return address ? { html: codePage({ uid, address, mailViewer, again: query.has('again') }) } : { to: 'create' };
    },

    'POST /code': ({ uid, form }) => {
      const address = signUps.addressOf(uid);
      if (!address) return { to: 'create' };
      const { account, problem } = signUps.confirm(uid, form.code ?? '');
      if (account) return { finish: signedIn(account) };
      return { html: codePage({ uid, address, mailViewer, problem: problems[problem] }), status: 422 };
    },

    'POST /code/again': async ({ uid }) => {
      await signUps.mailCode(uid);
      return { to: 'code?again' };
    },

    'POST /continue': ({ session }) =>
      (accounts.find(session?.accountId) ? { finish: { select_account: {} } } : { to: 'sign-in' }),
  };
}

/** Signing in answers the wish to choose an account as well. */
function signedIn({ sub }) {
  return { login: { accountId: sub }, select_account: {} };
}

function mistakes({ name, address, password, taken }) {
  const found = {};
  if (name.trim() === '' || name.length > 80) found.name = 'Enter your name, at most 80 characters.';
  if (!/^[^\s@<>,"]+@[^\s@<>,"]+\.[^\s@<>,"]+$/.test(foldAddress(address)) || address.length > 254) {
    found.address = 'Enter an address like name@company.example.';
  } else if (taken) {
    found.address = 'There is an account with this address. Sign in instead.';
  }
  if (password.length < 8 || password.length > 200) found.password = 'Use at least 8 characters.';
  return found;
}
