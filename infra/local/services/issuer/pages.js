import { html, trusted } from './html.js';

/** Sign in with address and password. */
export function signInPage({ uid, address, problem, people }) {
  return page('Sign in', problem, html`
    <form method="post" action="/interaction/${uid}/sign-in">
      ${field({ name: 'address', label: 'E-mail address', type: 'email', value: address, complete: 'username', focus: !address })}
      ${field({ name: 'password', label: 'Password', type: 'password', complete: 'current-password', focus: Boolean(address) })}
      <button>Sign in</button>
    </form>
    <p class="other">New here? <a href="/interaction/${uid}/create">Create an account</a></p>
    ${people.length > 0 && demonstration(uid, people)}`);
}

/** Name, address and password of a new account. */
export function createPage({ uid, name, address, problem, errors = {} }) {
  const first = Object.keys(errors)[0] ?? 'name';
  return page('Create an account', problem, html`
    <form method="post" action="/interaction/${uid}/create">
      ${field({ name: 'name', label: 'Name', value: name, complete: 'name', focus: first === 'name', error: errors.name })}
      ${field({ name: 'address', label: 'E-mail address', type: 'email', value: address, complete: 'username', focus: first === 'address', error: errors.address })}
      ${field({ name: 'password', label: 'Password', type: 'password', complete: 'new-password', hint: 'At least 8 characters', focus: first === 'password', error: errors.password })}
      <button>Continue</button>
    </form>
    <p class="other">You have an account? <a href="/interaction/${uid}/sign-in">Sign in</a></p>`);
}

/** The six digits that were mailed to the new account's address. */
export function codePage({ uid, address, mailViewer, problem, again }) {
  return page('Enter the code', problem, html`
    <p class="lead">We sent six digits to <strong>${address}</strong>.</p>
    ${again && html`<p class="note" role="status">A new code is on its way. The older one no longer works.</p>`}
    <form method="post" action="/interaction/${uid}/code">
      ${field({ name: 'code', label: 'Code', complete: 'one-time-code', mode: 'numeric', focus: true })}
      <button>Create account</button>
    </form>
    <form class="other" method="post" action="/interaction/${uid}/code/again">
      <button class="link">Send a new code</button> · <a href="/interaction/${uid}/create">Change the address</a>
    </form>
    <p class="local">This is a local run: the mail is in the <a href="${mailViewer}" target="_blank" rel="noopener">mail viewer</a>.</p>`);
}

/** Which account to go on with. */
export function choosePage({ uid, account }) {
  return page('Choose an account', undefined, html`
    <form method="post" action="/interaction/${uid}/continue">
      <button class="account"><span class="name">${account.name}</span><span class="address">${account.address}</span></button>
    </form>
    <a class="button" href="/interaction/${uid}/sign-in">Use another account</a>
    <p class="other">New here? <a href="/interaction/${uid}/create">Create an account</a></p>`);
}

/** Submits itself; the button is for browsers without scripts. */
export function signOutPage({ form }) {
  return page('Signing you out', undefined, html`
    ${trusted(form)}
    <input type="hidden" form="op.logoutForm" name="logout" value="yes">
    <button form="op.logoutForm">Sign out</button>
    <script src="/assets/sign-out.js"></script>`);
}

/** Shown when nobody asked to be sent on. */
export function signedOutPage() {
  return page('You are signed out', undefined, html`<p class="lead">You can close this page.</p>`);
}

/** Anything that went wrong, in words. */
export function errorPage({ title = 'That did not work', detail, home }) {
  return page(title, undefined, html`
    <p class="lead">${detail}</p>
    <a class="button" href="${home}">Back to Roster</a>`);
}

function page(title, problem, content) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${problem && 'Error: '}${title} · Roster sign-in</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/assets/style.css">
</head>
<body>
  <main>
    <div class="mark" aria-hidden="true">R</div>
    <h1>${title}</h1>
    ${problem && html`<p class="problem" role="alert"><span aria-hidden="true">!</span>${problem}</p>`}
    ${content}
  </main>
</body>
</html>`.toString();
}

function field({ name, label, type = 'text', value, complete, mode, hint, error, focus }) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
    <div class="above"><label for="${name}">${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}</div>
    <input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${complete}" required
      ${mode && html`inputmode="${mode}"`} ${focus && html`autofocus`} ${error && html`aria-invalid="true"`} ${described && html`aria-describedby="${described}"`}>
    ${error && html`<p class="error" id="${name}-error">${error}</p>`}
  </div>`;
}

function demonstration(uid, people) {
  return html`<details class="local">
    <summary>People of the demonstration</summary>
    <ul>${people.map(({ name, address, password }) => html`
      <li><a href="/interaction/${uid}/sign-in?address=${encodeURIComponent(address)}">${name}</a>
        <span>${address}</span> <span>password <code>${password}</code></span></li>`)}</ul>
  </details>`;
}
