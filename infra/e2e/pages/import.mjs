/**
 * The page "Import users".
 *
 * @param {import('playwright-core').Page} page
 */
export function importPage(page) {
  const button = (name) => page.getByRole('main').getByRole('button', { name });
  return {
    open: (organization) => page.goto(`/orgs/${organization}/users/import`),
    /** Chooses a file that has this text. */
    async choose(name, text) {
      await button('Choose a file').waitFor();
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    },
    button,
    /** One of the parts of the rows: "Problems", "Ready", or an outcome. */
    view: (name) => page.getByRole('group').getByRole('button', { name }),
    /** The row of a line of the file. */
    line: (line) => page.getByRole('row').filter({ has: page.getByRole('cell', { name: String(line), exact: true }) }),
    heading: (name) => page.getByRole('heading', { name, level: 2 }),
    /** How many rows were sent so far. */
    sent: () => page.getByRole('progressbar', { name: 'Rows that were sent' }).evaluate((bar) => bar.value),
    sentMoreThan: (rows, timeout) => page.waitForFunction((count) => document.querySelector('progress')?.value > count, rows, { timeout }),
  };
}

const everyTwentieth = [
  ({ given, line }) => [`${given} ${line}`, 'nonsense', 'guest', '', ''],
  ({ name, email }) => [name, email, 'owner', '', ''],
  ({ name, email }) => [name, email, 'guest', 'users.manage', ''],
  ({ name, email }) => [name, email, 'guest', '', 'Mars:viewer'],
  ({ name }, first) => [name, first, 'guest', '', ''],
];

/**
 * A file of so many people as a spreadsheet writes it; every twentieth row is bad, in one of five ways.
 *
 * @returns {{ text: string, good: number, bad: number[] }} the bad ones by their lines
 */
export function fileOf(rows, domain) {
  const lines = ['Name;E-mail;Role;Permissions;Ad accounts and roles'];
  const bad = [];
  let first;
  for (let at = 0; at < rows; at++) {
    const line = at + 2;
    const person = { line, given: 'Zoë', name: `Zoë ${line}`, email: `p${line}@${domain}` };
    first ??= person.email;
    const isBad = at % 20 === 19;
    if (isBad) bad.push(line);
    const spoil = everyTwentieth[((at - 19) / 20) % everyTwentieth.length];
    const cells = isBad ? spoil(person, first) : [person.name, person.email, 'guest', '', at % 2 ? 'Brightwater:viewer' : ''];
    lines.push(cells.join(';'));
  }
  return { text: `\uFEFF${lines.join('\r\n')}\r\n`, good: rows - bad.length, bad };
}
