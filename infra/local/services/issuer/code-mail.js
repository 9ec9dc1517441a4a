/**
 * Mails the code that proves an address, through the SES v2 API.
 *
 * @param {string} ses address of the local SES
 * @returns {(to: { name: string, address: string }, code: string) => Promise<void>}
 */
export function codeMailer(ses) {
  return async ({ name, address }, code) => {
    const text = `Hello ${name},\n\nyour code is ${code}. It works for ten minutes.\n\nIf you did not ask for it, ignore this mail.\n`;
    const answer = await fetch(`${ses}/v2/email/outbound-emails`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // The local SES wants a signature to be there and does not check it.
        authorization: 'AWS4-HMAC-SHA256 Credential=local',
      },
      body: JSON.stringify({
        FromEmailAddress: 'Sign-in <sign-in@roster.example>',
        Destination: { ToAddresses: [address] },
        Content: { Simple: { Subject: { Data: `${code} is your code` }, Body: { Text: { Data: text } } } },
      }),
    });
    if (!answer.ok) throw new Error(`the code could not be mailed: ${answer.status}`);
  };
}
