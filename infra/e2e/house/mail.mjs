import { until } from './patience.mjs';
import { mailViewer } from './places.mjs';

/**
 * A mail as the local SES keeps it.
 *
 * @typedef {{ subject: string, from: string, replyTo: string[], destination: { to: string[] }, body: { text: string, html: string } }} Mail
 */

/** @returns {Promise<Mail[]>} every mail to the address, the oldest first */
export async function mailsTo(address) {
  const answer = await fetch(`${mailViewer}/store`);
  const { emails } = await answer.json();
  return emails.filter(({ destination }) => destination.to.some((to) => to === address || to.endsWith(`<${address}>`)));
}

/** @returns {Promise<Mail>} the latest mail to the address with such a subject, as soon as it is there */
export function mailTo(address, subject) {
  return until(`a mail to ${address} with a subject like ${subject}`, async () =>
    (await mailsTo(address)).filter((mail) => subject.test(mail.subject)).at(-1));
}

/** @returns {Promise<string>} the six digits that the issuer sent to the address */
export async function codeFor(address) {
  const { subject } = await mailTo(address, /^\d{6} is your code$/);
  return subject.slice(0, 6);
}

/** @returns {Promise<string>} the link of the latest invitation that was mailed to the address */
export async function invitationLink(address) {
  const { body } = await mailTo(address, / invites you to /);
  return body.text.match(/^http\S+\/accept#\S+$/m)[0];
}

/** @returns {Promise<string>} the link at the end of that mail, for who wants no more of them */
export async function blockLink(address) {
  const { body } = await mailTo(address, / invites you to /);
  return body.text.match(/http\S+\/block#\S+/)[0];
}
