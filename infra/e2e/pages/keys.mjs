import assert from 'node:assert/strict';

/** The accessible name of what has the focus, as far as the page's controls give one. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const labelled = element.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
    return (element.getAttribute('aria-label') ?? labelled ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').trim();
  });
}

/**
 * Presses Tab until the focus is on what has such a name. Fails when it is not to be reached, and when on the way
 * the focus is on something that cannot be seen.
 */
export async function tabTo(page, name, key = 'Tab') {
  const seen = [];
  for (let press = 0; press < 90; press++) {
    const here = await focused(page);
    if (name.test(here)) return;
    seen.push(here);
    await page.keyboard.press(key);
    assert.ok(await isVisiblyFocused(page), `after “${seen.at(-1)}” the focus is on nothing that can be seen`);
  }
  throw new Error(`Tab does not reach ${name}: ${seen.join(' | ')}`);
}

/** Whether the focused control is in the picture and not covered, or is the document's own beginning. */
function isVisiblyFocused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return true;
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) return false;
    const [x, y] = [left + width / 2, top + height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    const on = document.elementFromPoint(x, y);
    const label = element.closest('label') ?? element.labels?.[0];
    return element.contains(on) || on?.contains(element) || label?.contains(on) || false;
  });
}
