import { keepWhatIsCopied } from './clipboard.mjs';
import { home } from './places.mjs';
import { watch } from './watch.mjs';

const stepTimeout = 30_000; // milliseconds that a press or a wait may take, on a machine that others use too

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
    permissions: ['clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(stepTimeout);
  await keepWhatIsCopied(context);
  const watched = watch(context);
  return { who, context, watched, expect: watched.expect, page: await context.newPage() };
}
