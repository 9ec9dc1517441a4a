/**
 * The local identity provider: OpenID Connect with real pages, for development and tests.
 *
 *     node main.js --port 9400 --state .roster/data/issuer --home http://localhost:8080 \
 *       --mail http://localhost:9401 [--people people.json]
 *
 * `people.json` holds the demonstration people: [{"name","address","password","sub"?}]. They are
 * added once, and the sign-in page offers them.
 */
import './url-parse.js';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readJson } from '../json-file.js';
import { Accounts } from './accounts.js';
import { codeMailer } from './code-mail.js';
import { interactionRoutes } from './interactions.js';
import { loadKeys } from './keys.js';
import { SignUps } from './sign-ups.js';
import { createHandler } from './server.js';

const text = { type: 'string' };
const { values } = parseArgs({ options: { port: text, state: text, home: text, mail: text, people: text } });
const issuer = `http://localhost:${values.port}`;

const accounts = new Accounts(join(values.state, 'accounts.json'));
const people = values.people ? readJson(values.people, []) : [];
await accounts.seed(people);

const { createProvider } = await import('./provider.js');
const provider = createProvider({ issuer, home: values.home, accounts, keys: loadKeys(join(values.state, 'keys.json')) });
const routes = interactionRoutes({
  accounts,
  people,
  signUps: new SignUps(accounts, codeMailer(values.mail)),
  mailViewer: values.mail,
});

createServer(createHandler({ provider, routes, home: values.home })).listen(Number(values.port), '127.0.0.1', () => {
  console.log(`issuer: ${issuer}`);
});
