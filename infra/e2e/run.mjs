// Tells the stories, against one running product, in one Chromium.
//
//     node run.mjs [word…]     only the stories whose file has one of the words in its name
import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failures } from './house/product.mjs';
import { withEverything } from './house/run.mjs';

const atOnce = 3; // stories, on two cores: each waits for the product now and then

const folder = join(import.meta.dirname, 'stories');
const words = process.argv.slice(2);
const stories = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs') && (words.length === 0 || words.some((word) => name.includes(word))))
  .map((name) => join(folder, name));
if (stories.length === 0) throw new Error(`no story is called ${words.join(' or ')}`);

/** Those that keep the product busy for a minute: everybody else's mail and lists would wait behind them. */
const busy = (story) => story.endsWith('/import.test.mjs');

rmSync(failures, { recursive: true, force: true });
await withEverything(async (signal) => {
  const together = await tell(stories.filter((story) => !busy(story)), signal);
  return together || tell(stories.filter(busy), signal);
});

/** Gives the exit code of the test runner. */
async function tell(some, signal) {
  if (some.length === 0) return 0;
  const reporter = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  const tests = spawn(process.execPath, ['--test', `--test-concurrency=${atOnce}`, ...reporter, ...some], { stdio: 'inherit', signal });
  return new Promise((done, fail) => {
    tests.once('error', fail);
    tests.once('exit', (code) => done(code ?? 1));
  });
}
