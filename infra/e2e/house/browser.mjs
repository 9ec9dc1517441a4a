import { chromium } from 'playwright-core';

/**
 * One Chromium for all stories; each visitor is a context of its own in it. It is Chromium without the window around
 * the page, which nobody sees here and which cost as much time as the page.
 */
export function startBrowser() {
  return chromium.launchServer({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
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
