import assert from 'node:assert/strict';

/**
 * Notes everything in a browser context that must not happen: console errors and warnings, violations of the
 * Content-Security-Policy, exceptions, requests that fail, and refusals that the story did not announce.
 *
 * @param {import('playwright-core').BrowserContext} context
 */
export function watch(context) {
  const troubles = [];
  const announced = [];
  let quiet = false;
  const note = (words) => !quiet && troubles.push(words);

  context.on('console', (message) => {
    // The browser repeats refusals here without saying which request it was: they are judged below.
    if (message.text().startsWith('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => note(`exception: ${error.error().stack}`));
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // The page takes back what it no longer needs, and leaving it ends the rest.
    if (why !== 'net::ERR_ABORTED') note(`failed: ${request.method()} ${request.url()}: ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() < 400) return;
    const { pathname } = new URL(response.url());
    const refusal = `${response.status()} ${response.request().method()} ${pathname}`;
    // Asking who is signed in is how the page learns that nobody is.
    if (refusal === '401 GET /v1/session') return;
    if (!announced.some((expected) => expected.test(refusal))) note(`refused: ${refusal}`);
  });
  return {
    /** Announces refusals that belong to the story, such as /^412 PATCH / . */
    expect: (refusal) => announced.push(refusal),
    /** What happens from now on is the test's own doing. */
    end: () => {
      quiet = true;
    },
    tell: (who) => troubles.length > 0 && console.error(`In the browser of ${who}:\n  ${troubles.join('\n  ')}`),
    assertCalm: (who) => assert.deepEqual(troubles, [], `in the browser of ${who}`),
  };
}
