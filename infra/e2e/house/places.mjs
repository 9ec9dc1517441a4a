// The addresses of what the run started: see house/run.mjs.

/** The page and the API, such as http://localhost:40123. */
export const home = process.env.ROSTER_E2E_HOME;

/** The local SES: everything that was mailed. */
export const mailViewer = process.env.ROSTER_E2E_MAIL;

/** The sign-in pages. */
export const issuer = process.env.ROSTER_E2E_ISSUER;
