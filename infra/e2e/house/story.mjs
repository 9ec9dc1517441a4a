import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { joinBrowser } from './browser.mjs';
import { home } from './places.mjs';
import { traces } from './product.mjs';
import { watch } from './watch.mjs';

const stepTimeout = 30_000; // milliseconds that a press or a wait may take
const storyTimeout = 240_000;

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await joinBrowser();
});
after(() => browser?.close());

/**
 * Somebody at a browser of their own: cookies, storage and pages are shared with nobody.
 *
 * @typedef {object} Visitor
 * @property {string} who for messages
 * @property {import('playwright-core').BrowserContext} context
 * @property {import('playwright-core').Page} page
 * @property {(refusal: RegExp) => void} expect announces a refusal that belongs to the story: /^412 PATCH /
 */

/**
 * A test. It gets `visitor(who, options?)`, which opens a browser of one's own on no page yet. It fails as well when
 * any of these browsers logged an error, broke the Content-Security-Policy or was refused something unannounced;
 * every failure leaves a picture of each page in .roster/e2e.
 *
 * @param {string} title the rule that it protects
 * @param {(given: { visitor: (who: string, options?: object) => Promise<Visitor> }) => Promise<void>} tell
 * @param {number} [timeout] milliseconds for all of it
 */
export function story(title, tell, timeout = storyTimeout) {
  test(title, { timeout }, async () => {
    const visitors = [];
    const visitor = async (who, options) => {
      const opened = await openVisitor(browser, who, options);
      visitors.push(opened);
      return opened;
    };
    try {
      await tell({ visitor });
      for (const { who, watched } of visitors) watched.assertCalm(who);
    } catch (error) {
      for (const { who, watched } of visitors) watched.tell(who);
      await takePictures(title, visitors);
      throw error;
    } finally {
      for (const { watched } of visitors) watched.end();
      await Promise.all(visitors.map(({ context }) => context.close()));
    }
  });
}

/**
 * @param {import('playwright-core').Browser} from
 * @returns {Promise<Visitor & { watched: ReturnType<typeof watch> }>}
 */
export async function openVisitor(from, who, options = {}) {
  const context = await from.newContext({
    baseURL: home,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(stepTimeout);
  const watched = watch(context);
  return { who, context, watched, expect: watched.expect, page: await context.newPage() };
}

async function takePictures(title, visitors) {
  const folder = join(traces, 'failures');
  mkdirSync(folder, { recursive: true });
  for (const { who, context } of visitors) {
    for (const [at, page] of context.pages().entries()) {
      const name = `${title} ${who} ${at}`.replace(/[^\w]+/g, '-').toLowerCase();
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path, timeout: 5000 }).then(
        () => console.error(`${who} was at ${page.url()}: ${path}`),
        () => {}, // a page that is gone has no picture
      );
    }
  }
}
