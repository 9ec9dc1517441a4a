import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { joinBrowser } from './browser.mjs';
import { failures } from './product.mjs';
import { openVisitor } from './visitor.mjs';

const storyTimeout = 240_000; // milliseconds, on a machine that others use too

/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  browser = await joinBrowser();
});
after(() => browser?.close());

/**
 * A test. It gets `visitor(who, options?)`, which opens a browser of one's own on no page yet. It fails as well when
 * any of these browsers logged an error, broke the Content-Security-Policy or was refused something unannounced;
 * every failure leaves a picture of each page in .roster/e2e.
 *
 * @param {string} title the rule that it protects
 * @param {(given: { visitor: (who: string, options?: object) => Promise<import('./visitor.mjs').Visitor> }) => Promise<void>} tell
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

async function takePictures(title, visitors) {
  mkdirSync(failures, { recursive: true });
  for (const { who, context } of visitors) {
    for (const [at, page] of context.pages().entries()) {
      if (page.url() === 'about:blank') continue;
      const name = `${title} ${who} ${at}`.replace(/[^\w]+/g, '-').toLowerCase();
      const path = join(failures, `${name}.png`);
      await page.screenshot({ path, timeout: 5000 }).then(
        () => console.error(`${who} was at ${page.url()}: ${path}`),
        () => {}, // a page that is gone has no picture
      );
    }
  }
}
