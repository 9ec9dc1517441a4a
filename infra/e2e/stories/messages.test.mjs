import assert from 'node:assert/strict';
import { signedUp, somebody } from '../house/accounts.mjs';
import { organizationOf } from '../house/api.mjs';
import { copied } from '../house/clipboard.mjs';
import { invitationLink } from '../house/mail.mjs';
import { until } from '../house/patience.mjs';
import { sendSigned } from '../house/signed-message.mjs';
import { story } from '../house/story.mjs';
import { integrationsPage, keyForm } from '../pages/integrations.mjs';
import { usersPage } from '../pages/users.mjs';

story('what an HR system says by signed message happens at once, and stands on the page with what became of it', async ({ visitor }) => {
  const [ada, mia] = [{ ...(await visitor('Ada')), ...somebody('Ada Winter') }, { ...(await visitor('Mia')), ...somebody('Mia Fischer') }];
  await Promise.all([signedUp(ada, ada), signedUp(mia, mia)]);
  const { id } = await organizationOf(ada, 'Brightwater');
  const integrations = integrationsPage(ada.page);
  await integrations.open(id);
  const hr = await hrSystem(ada.page, integrations);

  assert.equal(await hr.says('msg_1', 'user.invite', { email: mia.address, name: mia.name, role: 'member' }), '200 invited');
  assert.equal(await hr.says('msg_1', 'user.invite', { email: mia.address, name: mia.name, role: 'admin' }), '409 undefined', 'an id is for one message');
  const forged = { ...hr, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
  assert.equal(await forged.says('msg_2', 'user.remove', { email: mia.address }), '401 undefined');
  assert.equal(await hr.says('msg_3', 'user.update', { email: mia.address, role: 'admin' }), '403 undefined', 'the key makes no admins');

  await mia.page.goto(await invitationLink(mia.address));
  await mia.page.getByRole('button', { name: 'Accept and join' }).click();
  await mia.page.waitForURL(`**/orgs/${id}/**`);
  mia.expect(/^40[34] GET \/v1\/organizations\//); // her page asks for what she may no longer see
  assert.equal(await hr.says('msg_4', 'user.update', { email: mia.address, role: 'guest' }), '200 updated');
  assert.equal(await hr.says('msg_5', 'user.remove', { email: mia.address }), '200 removed');

  await integrations.tab('Received messages').click();
  await until('every message that was signed is there, the newest first', async () => {
    await ada.page.reload();
    await ada.page.getByText('msg_5').waitFor();
    const lines = await integrations.messages.allInnerTexts();
    return lines.map((line) => line.split('\n', 1)[0]).join() === 'Removed,Updated,Refused,Invited';
  });
  await integrations.message('msg_3').getByText('admins.write').waitFor();
  assert.equal(await ada.page.getByText('msg_2').count(), 0, 'nothing is kept of a message that nobody signed');
  await until('the list follows', async () => {
    await usersPage(ada.page).openWith(id, '', 'Ada Winter');
    return (await usersPage(ada.page).names()).join() === 'Ada Winter';
  });
});

/** Makes the key of an HR system by the form, and takes its secret and the address from there. */
async function hrSystem(page, integrations) {
  const form = keyForm(page);
  await integrations.create.click();
  await form.name.fill('HR system');
  await form.scope('Signed messages').check();
  await form.make.click();
  const dialog = integrations.dialog('Store the key HR system');
  await dialog.getByRole('button', { name: 'Copy the signing secret' }).click();
  await page.getByText('The signing secret is copied.').waitFor();
  const secret = await copied(page);
  assert.equal(await form.secret.inputValue(), secret);
  const address = await dialog.getByRole('textbox', { name: 'Address' }).inputValue();
  await integrations.stored();
  return {
    secret,
    /** Says something that happens now, and gives the status with the outcome. */
    async says(messageID, type, data) {
      const answer = await sendSigned(address, this.secret, messageID, { type, timestamp: new Date().toISOString(), data });
      const { outcome } = await answer.json();
      return `${answer.status} ${outcome}`;
    },
  };
}
