import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { copied } from '../house/clipboard.mjs';
import { adAccount } from '../house/given.mjs';
import { until } from '../house/patience.mjs';
import { received } from '../house/signed-message.mjs';
import { story } from '../house/story.mjs';
import { integrationsPage, webhookForm, webhookPage } from '../pages/integrations.mjs';

story('an endpoint is told of what it wants, signed; what failed is in the log and is replayed; a new secret signs beside the old one', async ({ visitor }) => {
  const ada = { ...(await visitor('Ada')), ...somebody('Ada Winter') };
  const { page } = ada;
  await signedUp(ada, ada);
  const { id } = await organizationOf(ada, 'Brightwater');
  const receiver = await receiving();
  try {
    const integrations = integrationsPage(page);
    await integrations.open(id);
    await integrations.tab('Webhooks').click();
    await page.getByText('No endpoints').waitFor();
    const secret = await adds(page, integrations, receiver.address);

    await page.getByRole('link', { name: receiver.address }).click();
    const webhook = webhookPage(page);
    await webhook.test.click();
    await page.getByRole('status').filter({ hasText: 'Test event: Delivered' }).waitFor();
    const tested = await receiver.message('webhook.test');
    assert.ok(tested.signedBy(secret), 'the test event is signed');

    receiver.answers(500);
    await adAccount(ada, id, 'EU Brand');
    const failed = await receiver.message('ad_account.created');
    assert.ok(failed.signedBy(secret));
    assert.equal(failed.body.data.target.name, 'EU Brand');
    await webhook.choose('Trying again');
    await until('the failure is in the log', async () => {
      await webhook.refresh.click();
      return webhook.line('Ad accounts: created').getByText('Status 500').isVisible();
    });
    assert.match(page.url(), /state=retrying/);

    receiver.answers(204);
    await webhook.open('Ad accounts: created');
    await page.getByText(`"id": "${failed.body.data.id}"`).waitFor();
    await page.getByText(`webhook-id: ${failed.id}`).waitFor();
    await page.getByText('webhook-signature: v1,••••').waitFor();
    await webhook.replay.click();
    const again = await receiver.message('ad_account.created', 2);
    assert.equal(again.id, failed.id, 'the same message has the same id');
    await webhook.choose('Delivered');
    await until('the replay is in the log', async () => {
      await webhook.refresh.click();
      return webhook.line('Ad accounts: created').getByText('Status 204').isVisible();
    });

    const next = await rotates(page, webhook);
    assert.notEqual(next, secret);
    await webhook.test.click();
    const overlap = await receiver.message('webhook.test', 2);
    assert.ok(overlap.signedBy(secret) && overlap.signedBy(next), 'for a day both sign');

    await webhook.more('Delete…');
    await page.getByRole('dialog', { name: 'Delete the endpoint?' }).getByRole('button', { name: 'Delete endpoint' }).click();
    await page.getByText('The endpoint is deleted.').waitFor();
    await page.getByText('No endpoints').waitFor();
  } finally {
    await receiver.stop();
  }
});

/** Adds an endpoint that is told of ad accounts, and takes its secret from the clipboard. */
async function adds(page, integrations, address) {
  const form = webhookForm(page);
  await integrations.add.click();
  await form.save.click();
  await page.getByText('Enter a whole address that begins with https://.').waitFor();
  await form.url.fill(address);
  await page.getByRole('radio', { name: 'Only some' }).check();
  await page.getByRole('checkbox', { name: 'Ad accounts' }).check();
  await form.save.click();
  return taken(page);
}

async function rotates(page, webhook) {
  await webhook.more('Rotate the secret…');
  const dialog = page.getByRole('dialog', { name: 'Rotate the secret?' });
  await dialog.getByText('For 24 hours messages are signed with both').waitFor();
  await dialog.getByRole('button', { name: 'Rotate secret' }).click();
  const secret = await taken(page);
  await page.getByText('The secret was rotated.').waitFor();
  return secret;
}

/** Copies the secret that is shown this once, and says that it is stored. */
async function taken(page) {
  await page.getByRole('button', { name: 'Copy the signing secret' }).click();
  await page.getByText('The signing secret is copied.').first().waitFor();
  const secret = await copied(page);
  assert.match(secret, /^whsec_/);
  await integrationsPage(page).stored();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return secret;
}

/** A receiver on this machine, which keeps what it gets and answers as it is told. */
async function receiving() {
  const messages = [];
  let status = 204;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    messages.push(received(request.headers, body));
    response.writeHead(status).end();
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}/roster`,
    answers: (next) => {
      status = next;
    },
    /** Waits for the message of a type, the first or a later one. */
    message: (type, which = 1) => until(`message ${which} of ${type}`, () => messages.filter(({ body }) => body.type === type)[which - 1]),
    stop: () => new Promise((stopped) => {
      server.close(stopped);
      server.closeAllConnections();
    }),
  };
}
