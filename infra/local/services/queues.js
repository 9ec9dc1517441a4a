/**
 * The local Amazon SQS. What waits in the queues is kept in a file: a mail that was queued when
 * the local run stopped is sent after the next start.
 *
 *     node queues.js --port 9402 [--file queues.json]
 */
import { parseArgs } from 'node:util';
import { buildApp } from 'fauxqs';
import { readJson, writeJson } from './json-file.js';

const { values: options } = parseArgs({ options: { port: { type: 'string' }, file: { type: 'string' } } });

// startFauxqs listens on every interface; the application itself can be told not to.
const app = buildApp({ logger: false, host: 'localhost' });
await app.ready();
if (options.file) await keepMessages(options.file);
await app.listen({ host: '127.0.0.1', port: Number(options.port) });
console.log(`queues: http://localhost:${options.port}`);

async function keepMessages(file) {
  await restore(readJson(file, []));
  let saved = '';
  const save = async () => {
    const now = await waiting();
    if (JSON.stringify(now) === saved) return;
    writeJson(file, now);
    saved = JSON.stringify(now);
  };
  setInterval(save, 500).unref();
  process.on('SIGTERM', async () => {
    await save();
    process.exit(0);
  });
}

/** Every queue and its messages, those in flight included: nobody has deleted them. */
async function waiting() {
  const queues = (await app.inject({ url: '/_fauxqs/queues' })).json();
  return Promise.all(queues.map(async ({ name, arn }) => {
    const { ready, delayed, inflight } = (await app.inject({ url: `/_fauxqs/queues/${name}` })).json().messages;
    const all = [...ready, ...delayed, ...inflight.map((entry) => entry.message)];
    const region = arn.split(':')[3];
    return { name, region, messages: all.map(({ body, messageAttributes }) => ({ body, messageAttributes })) };
  }));
}

/** The queues' settings are not kept: whoever starts this program sets them anew. */
async function restore(queues) {
  for (const { name, region, messages } of queues) {
    const { QueueUrl } = await call(region, 'CreateQueue', { QueueName: name });
    for (const { body, messageAttributes } of messages) {
      await call(region, 'SendMessage', { QueueUrl, MessageBody: body, MessageAttributes: messageAttributes });
    }
  }
}

async function call(region, action, payload) {
  const answer = await app.inject({
    method: 'POST',
    url: '/',
    headers: {
      host: `localhost:${options.port}`,
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request`,
      'x-amz-target': `AmazonSQS.${action}`,
    },
    payload: JSON.stringify(payload),
  });
  if (answer.statusCode !== 200) throw new Error(`${action}: ${answer.body}`);
  return answer.json();
}
