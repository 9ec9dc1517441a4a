import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

// What one may want to read afterwards: the product's log, and the pictures below.
const traces = join(root, '.roster/e2e');

/** Pictures of every page of a story that failed. */
export const failures = join(traces, 'failures');

const log = join(traces, 'product.log');
const readyWithin = 90_000; // milliseconds, on a cold and busy machine

/**
 * Starts Roster with everything beside it, on free ports and with an empty state folder of its own.
 *
 * @returns {Promise<{ home: string, mail: string, issuer: string, stop: () => Promise<void>, ended: Promise<number | string> }>}
 * addresses such as http://localhost:40123, what ends all of it, and its exit code or signal as soon as it has ended
 */
export async function startProduct() {
  mkdirSync(traces, { recursive: true });
  const state = await mkdtemp(join(tmpdir(), 'roster-e2e-'));
  const [port, issuer, mail, queues, dynamoDB] = await freePorts(5);
  const program = spawn(join(root, '.roster/bin/e2e'), [
    '--port', port, '--issuer-port', issuer, '--mail-port', mail, '--queues-port', queues, '--dynamodb-port', dynamoDB,
    '--state', state, '--log', log,
  ], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const words = createWriteStream(join(traces, 'product.out'));
  program.stdout.pipe(words);
  program.stderr.pipe(words);
  const ended = new Promise((done) => {
    program.once('exit', (code, signal) => done(code ?? signal));
  });
  const stop = async () => {
    program.kill('SIGTERM');
    await ended;
    await rm(state, { recursive: true, force: true });
  };
  try {
    await ready(program, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { home: `http://localhost:${port}`, mail: `http://localhost:${mail}`, issuer: `http://localhost:${issuer}`, stop, ended };
}

/** The last lines of the product's log that tell of trouble, and where all of it is. */
export function troubleInTheLog() {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const trouble = lines.filter((line) => /"level":"(WARN|ERROR)"|panic|goroutine /.test(line)).slice(-30);
  return [...(trouble.length > 0 ? trouble : ['Nothing went wrong in there.']), `All of it: ${log}`].join('\n');
}

function ready(program, ended) {
  return new Promise((done, fail) => {
    let said = '';
    const hear = (part) => {
      said += part;
      if (said.includes('Ready in')) done();
    };
    program.stdout.on('data', hear);
    program.stderr.on('data', hear);
    program.once('error', fail);
    ended.then((how) => fail(new Error(`Roster ended before it was ready (${how}):\n${said}`)));
    setTimeout(() => fail(new Error(`Roster was not ready after ${readyWithin} ms:\n${said}`)), readyWithin).unref();
  });
}

/** All are held until the last one is known, so that no two are the same. */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((done, fail) => {
    const server = createServer().once('error', fail).listen(0, '127.0.0.1', () => done(server));
  })));
  const ports = servers.map((server) => String(server.address().port));
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
