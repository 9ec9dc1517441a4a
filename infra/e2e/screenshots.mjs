// Takes pictures of every view, wide and narrow, light and dark: .roster/screenshots/<view>-<size>-<scheme>.png
//
//     node screenshots.mjs [word…]     only the views that have one of the words in their name, or all of a group: people
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { joinBrowser } from './house/browser.mjs';
import { withEverything } from './house/run.mjs';

const folder = join(import.meta.dirname, '../../.roster/screenshots');
const words = process.argv.slice(2);
const names = ['arriving', 'people', 'bulk', 'inviting', 'importing', 'invited', 'places', 'audit', 'agencies', 'security', 'integrations'];

await withEverything(async () => {
  // These read the addresses, which are known from now on.
  const { openVisitor } = await import('./house/visitor.mjs');
  const { inEveryLook } = await import('./views/look.mjs');
  // One that is named whole is prepared alone; the other words may be in any.
  const named = names.filter((name) => words.includes(name));
  const groups = await Promise.all((named.length > 0 ? named : names).map(async (name) => (await import(`./views/${name}.mjs`))[name]));
  mkdirSync(folder, { recursive: true });
  const browser = await joinBrowser();
  let count = 0;
  const take = async (view, page, { size, scheme }) => {
    // What lies over the page is as high as the window; everything else is shown from top to bottom.
    const over = await page.locator('[role=dialog], [role=menu], [role=listbox]').count();
    if (!over) await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(folder, `${view.name}-${size}-${scheme}.png`), fullPage: !over });
    count += 1;
  };
  await Promise.all(groups.map(async (group) => {
    const views = await group((who) => openVisitor(browser, who));
    const wanted = ({ name }) => words.length === 0 || named.length > 0 || words.some((word) => name.includes(word));
    await inEveryLook(views.filter(wanted), take);
  }));
  await browser.close();
  console.log(`${count} pictures in .roster/screenshots`);
  return 0;
});
