import assert from 'node:assert/strict';
import axe from 'axe-core';
import { story } from '../house/story.mjs';
import { inEveryLook } from './look.mjs';

const timeout = 600_000; // milliseconds, on a machine that others use too
const wholeStandard = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
// They hand the focus on as soon as they get it. The keyboard stories hold that it never rests on what is not seen.
const focusGuards = '[data-base-ui-focus-guard]';

/**
 * Tells that each of the views is accessible (axe, WCAG 2.2 AA), light and dark, wide and narrow, and that none has
 * to be scrolled sideways. All of them are looked at before it fails.
 *
 * @param {string} title
 * @param {(visitor: (who: string) => Promise<import('../house/visitor.mjs').Visitor>) => Promise<import('./look.mjs').View[]>} views
 */
export function accessible(title, views) {
  story(title, async ({ visitor }) => {
    const found = [];
    await inEveryLook(await views(visitor), async (view, page, { size, scheme }) => {
      const look = `${view.name}, ${size}, ${scheme}`;
      await rests(page);
      // Between light and dark only colours differ: one style sheet with light-dark(), the same document.
      for (const violation of await violations(page, scheme === 'light' ? wholeStandard : colours)) found.push(`${look}: ${violation}`);
      for (const wide of await tooWide(page)) found.push(`${look}: scrolls sideways: ${wide}`);
    });
    assert.deepEqual(found, []);
  }, timeout);
}

/**
 * Where a bar floats over a page that is longer than its window, a window as long as the page: there each bar lies in its own
 * place. At any other height the bar below or the one above cuts what it floats over in two, which one scrolls clear of it, and
 * axe would take the half of a checkbox for a small one. What is open over the page keeps the window that it was made for.
 */
async function rests(page) {
  const length = await page.evaluate(() => {
    const floats = (element) => {
      const { position, bottom } = getComputedStyle(element);
      return position === 'sticky' && bottom !== 'auto';
    };
    const over = document.querySelector('[role=dialog], [role=alertdialog]');
    return !over && [...document.querySelectorAll('main *')].some(floats) ? document.documentElement.scrollHeight : 0;
  });
  const { width, height } = page.viewportSize();
  if (length > height) await page.setViewportSize({ width, height: length });
}

async function violations(page, runOnly) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async ([only, exclude]) => {
    const result = await window.axe.run({ exclude }, { runOnly: only, resultTypes: ['violations'], iframes: false });
    return result.violations.map(({ id, help, nodes }) => ({
      id, help, where: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`), count: nodes.length,
    }));
  }, [runOnly, [focusGuards]]);
  return found.map(({ id, help, where, count }) => `${id} (${help}), ${count} times:\n${where.join('\n')}`);
}

/** What is wider than it may be: the page itself, or what scrolls up and down in it. */
function tooWide(page) {
  return page.evaluate(() => {
    const scrollers = [...document.querySelectorAll('[role=dialog], [role=dialog] *, [role=menu], [role=listbox]')]
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY));
    return [document.documentElement, ...scrollers]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`);
  });
}
