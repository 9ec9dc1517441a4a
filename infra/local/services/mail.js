/**
 * The local Amazon SES (v2 API), with a viewer page at / and every mail as JSON at /store, its tags included.
 * It keeps the latest mails in a file, so that the viewer still shows them after a restart.
 *
 *     node mail.js --port 9401 [--file mail.json]
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { readJson, writeJson } from './json-file.js';

const kept = 500; // mails
const { values: options } = parseArgs({ options: { port: { type: 'string' }, file: { type: 'string' } } });

// The store has no export of its own in the package, and is a CommonJS module.
const require = createRequire(import.meta.url);
const { getStoreReadonly, saveEmail } = require('aws-ses-v2-local/dist/store.js');
keepTags(require('aws-ses-v2-local/dist/v2/sendEmail.js')); // before the server takes its handlers
const { default: serve } = require('aws-ses-v2-local');

if (options.file) keepMails(options.file);
await serve({ host: '127.0.0.1', port: Number(options.port) });
console.log(`mail: http://localhost:${options.port}`);

/** The package forgets the tags of a mail, which SES repeats in whatever it reports of it. */
function keepTags(handlers) {
  const { default: take } = handlers;
  handlers.default = (request, response, next) => {
    const before = getStoreReadonly().emails.length;
    take(request, response, next);
    const mail = getStoreReadonly().emails[before];
    if (mail) {
      mail.configurationSet = request.body.ConfigurationSetName;
      mail.tags = Object.fromEntries((request.body.EmailTags ?? []).map(({ Name, Value }) => [Name, Value]));
    }
  };
}

function keepMails(file) {
  for (const mail of readJson(file, [])) saveEmail(mail);
  let saved = getStoreReadonly().emails.at(-1)?.messageId;
  const save = () => {
    const mails = getStoreReadonly().emails.slice(-kept);
    const last = mails.at(-1)?.messageId;
    if (last === saved) return;
    writeJson(file, mails);
    saved = last;
  };
  setInterval(save, 500).unref();
  process.on('SIGTERM', () => {
    save();
    process.exit(0);
  });
}
