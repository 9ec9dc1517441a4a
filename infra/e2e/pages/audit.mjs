/**
 * The page "Audit log" of an organization.
 *
 * @param {import('playwright-core').Page} page
 */
export function auditPage(page) {
  const row = (sentence) => page.getByRole('main').getByRole('listitem').filter({ has: page.getByRole('button', { name: `Details: ${sentence}`, exact: true }) });
  return {
    open: (organization, query = '') => page.goto(`/orgs/${organization}/audit${query}`),
    /** The row of an event, by its whole sentence. */
    row,
    async unfold(sentence) {
      await row(sentence).getByRole('button', { name: `Details: ${sentence}`, exact: true }).click();
    },
    /** What an unfolded row says under that name. */
    fact: (sentence, name) => row(sentence).locator('dl > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd'),
    /** The sentences of all rows, from the top. */
    sentences: () => page.getByRole('main').locator('li p:first-child').allInnerTexts(),
    /** Chooses a family or a type: "Members", "Members: Changed". */
    async chooseKind(name) {
      await page.getByRole('button', { name: /^Kind of event/ }).click();
      await page.getByRole('menuitemradio', { name, exact: true }).click();
    },
    day: (label) => page.getByLabel(label, { exact: true }),
    count: page.getByRole('navigation', { name: 'Pages of the log' }).getByRole('status'),
  };
}

/** Presses Export CSV and gives the file's text. */
export async function exported(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') };
}
