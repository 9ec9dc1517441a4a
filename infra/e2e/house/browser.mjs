import { chromium } from 'playwright-core';

/** One Chromium for all stories; each visitor is a context of its own in it. */
export function startBrowser() {
  return chromium.launchServer({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/** The Chromium that the run started, for a story. */
export function joinBrowser() {
  return chromium.connect(process.env.ROSTER_E2E_BROWSER);
}
