import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { invited } from '../house/given.mjs';
import { fileOf, importPage } from '../pages/import.mjs';
import { usersPage } from '../pages/users.mjs';

/**
 * Importing people from a CSV file.
 *
 * @param {(who: string) => Promise<import('../house/visitor.mjs').Visitor>} visitor
 * @returns {Promise<import('./look.mjs').View[]>}
 */
export async function importing(visitor) {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  return [...beforeSending(ada, id), ...(await afterwards(ada))];
}

function beforeSending(ada, id) {
  const chosen = async (page) => {
    const it = importPage(page);
    await it.open(id);
    await it.choose('people.csv', `${fileOf(60, 'northwind.example').text}Mia Fischer;mia@northwind.example\r\n`);
    await it.view(/^Problems 3$/).waitFor();
    return it;
  };
  return [
    {
      name: 'import',
      visitor: ada,
      open: async (page) => {
        await importPage(page).open(id);
        await page.getByRole('button', { name: 'Download a template' }).waitFor();
      },
    },
    {
      name: 'import-no-addresses',
      visitor: ada,
      open: async (page) => {
        await importPage(page).open(id);
        await importPage(page).choose('teams.csv', 'Team,City\nEU,Berlin\n');
        await page.getByText('No column holds e-mail addresses.').waitFor();
      },
    },
    { name: 'import-problems', visitor: ada, open: async (page) => void (await chosen(page)) },
    {
      name: 'import-edit',
      visitor: ada,
      open: async (page) => {
        await chosen(page);
        await page.getByRole('button', { name: 'Edit line 41' }).click();
        await page.getByRole('form', { name: 'Line 41' }).waitFor();
      },
    },
    {
      name: 'import-ready',
      visitor: ada,
      open: async (page) => {
        const it = await chosen(page);
        await it.view(/^Ready/).click();
        await it.line(2).waitFor();
      },
    },
    {
      name: 'import-leave',
      visitor: ada,
      open: async (page) => {
        await chosen(page);
        await page.getByRole('button', { name: 'Leave out line 21' }).click();
        await page.getByRole('main').getByRole('link', { name: 'Account users' }).click();
        await page.getByRole('dialog', { name: 'Leave the import?' }).waitFor();
      },
    },
    {
      name: 'invite-table',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(id);
        const invite = await usersPage(page).invite();
        await invite.paste('name,email,role\nMia Fischer,mia@northwind.example,guest\n');
        await invite.dialog.getByText('This table has roles or permissions of its own.').waitFor();
      },
    },
  ];
}

const listOf = (addresses) => `email,role\n${addresses.map((address) => `${address},guest`).join('\n')}\n`;

/** Each in an organization of its own, since an import is kept until it is done. */
async function afterwards(ada) {
  const [waiting, done] = [await organizationOf(ada, 'Waiting'), await organizationOf(ada, 'Done')];
  const lena = somebody('Lena Brandt');
  await invited(ada, done.id, [lena]);
  const start = async (page, id, text) => {
    const it = importPage(page);
    await it.open(id);
    await it.choose('people.csv', text);
    await it.button(/^Send \d+ invitations?$/).click();
    return it;
  };
  return [
    {
      name: 'import-stopped',
      visitor: ada,
      open: async (page) => {
        await page.route('**/invitations', (route) => route.abort('aborted'));
        const it = await start(page, waiting.id, listOf(Array.from({ length: 38 }, (_, at) => `p${at}@northwind.example`)));
        await page.getByText('Trying again by itself.').waitFor();
        await it.button('Stop').click();
        await it.heading('This import is waiting').waitFor();
      },
    },
    {
      name: 'users-import-waits',
      visitor: ada,
      open: async (page) => {
        await usersPage(page).open(waiting.id);
        await page.getByText('Import of 38 people: 0 sent.').waitFor();
      },
    },
    {
      name: 'import-done',
      visitor: ada,
      open: async (page) => {
        const people = [ada.address, lena.address, somebody('Jonas Weber').address, 'ole@northwind'];
        const it = await start(page, done.id, listOf(people));
        await it.heading('The import is done').waitFor();
      },
    },
  ];
}
