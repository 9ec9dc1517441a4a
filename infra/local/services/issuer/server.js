import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { errorPage } from './pages.js';

const formLimit = 16 * 1024; // bytes
const require = createRequire(import.meta.url);
const assets = {
  '/assets/style.css': { type: 'text/css', body: readFileSync(new URL('style.css', import.meta.url)) },
  '/assets/sign-out.js': { type: 'text/javascript', body: readFileSync(new URL('sign-out.js', import.meta.url)) },
  '/assets/inter.woff2': {
    type: 'font/woff2',
    body: readFileSync(require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
  },
};

/**
 * Serves assets and interaction pages; everything else is oidc-provider's.
 *
 * @returns {import('node:http').RequestListener}
 */
export function createHandler({ provider, routes, home }) {
  const openid = provider.callback();
  const policy = [
    "default-src 'none'", "style-src 'self'", "font-src 'self'", "img-src data:", "script-src 'self'",
    // Browsers check where a submitted form is redirected to as well.
    `form-action 'self' ${new URL(home).origin}`, "frame-ancestors 'none'", "base-uri 'none'",
  ].join('; ');

  return async (request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'no-referrer');
    const url = new URL(request.url, 'http://localhost');
    const asset = assets[url.pathname];
    if (asset) {
      response.writeHead(200, { 'Content-Type': asset.type, 'Cache-Control': 'max-age=3600' }).end(asset.body);
    } else if (url.pathname.startsWith('/interaction/')) {
      await interact({ provider, routes, home, request, response, url });
    } else {
      openid(request, response);
    }
  };
}

async function interact({ provider, routes, home, request, response, url }) {
  response.setHeader('Cache-Control', 'no-store');
  try {
    const [, , uid, ...rest] = url.pathname.split('/');
    const route = routes[`${request.method} /${rest.join('/')}`];
    if (!route) {
      show(response, 404, errorPage({ title: 'Nothing here', detail: 'This page does not exist.', home }));
      return;
    }
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const form = request.method === 'POST' ? await readForm(request) : {};
    const { html, status = 200, to, finish } = await route({ uid, prompt, params, session, form, query: url.searchParams });
    if (finish) await provider.interactionFinished(request, response, finish, { mergeWithLastSubmission: false });
    else if (to) response.writeHead(303, { Location: `/interaction/${uid}/${to}` }).end();
    else show(response, status, html);
  } catch (error) {
    const gone = error.name === 'SessionNotFound';
    if (!gone) console.error(error);
    show(response, gone ? 400 : 500, errorPage(gone
      ? { title: 'This sign-in has ended', detail: 'It took too long or was finished in another tab. Start again.', home }
      : { detail: 'Something went wrong here. Start again.', home }));
  }
}

function show(response, status, html) {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
}

async function readForm(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > formLimit) throw new Error('the form is too large');
    chunks.push(chunk);
  }
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}
