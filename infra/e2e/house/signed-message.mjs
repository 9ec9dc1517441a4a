import { createHmac, timingSafeEqual } from 'node:crypto';

// Standard Webhooks 1.0.0, "Signature scheme", as a program at the other end has it.

/**
 * @param {string} secret whsec_…
 * @param {{ id: string, timestamp: string, body: string }} message timestamp in seconds
 * @returns {Buffer} the signature, whose form in a header is "v1," and its base64
 */
function signature(secret, { id, timestamp, body }) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
}

/** Sends a message to an address, signed now with the secret. */
export function sendSigned(address, secret, id, content) {
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, { id, timestamp, body }).toString('base64')}`,
  };
  return fetch(address, { method: 'POST', headers, body });
}

/** A message that has come: its id, what it says, and whether it is signed with a secret. */
export function received(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  return {
    id,
    body: JSON.parse(body),
    signedBy: (secret) => {
      const expected = signature(secret, { id, timestamp, body });
      return signatures.split(' ').some((one) => {
        const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
        return given.length === expected.length && timingSafeEqual(given, expected);
      });
    },
  };
}
