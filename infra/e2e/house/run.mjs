import { startBrowser } from './browser.mjs';
import { startProduct, troubleInTheLog } from './product.mjs';

/**
 * Starts the product and the browser, does `work`, and stops both, whatever happens and whoever interrupts.
 *
 * @param {(signal: AbortSignal) => Promise<number>} work gets the addresses in the environment, as its children do; gives
 * the exit code; is to end with the signal
 */
export async function withEverything(work) {
  const stops = [];
  const stopAll = () => Promise.allSettled(stops.splice(0).map((stop) => stop()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      await stopAll();
      process.exit(130);
    });
  }
  let code = 1;
  try {
    const browser = await startBrowser();
    stops.push(() => browser.close());
    const product = await startProduct();
    stops.push(product.stop);
    Object.assign(process.env, {
      ROSTER_E2E_HOME: product.home,
      ROSTER_E2E_MAIL: product.mail,
      ROSTER_E2E_ISSUER: product.issuer,
      ROSTER_E2E_BROWSER: browser.wsEndpoint(),
    });
    const abort = new AbortController();
    stops.push(async () => abort.abort());
    const ended = product.ended.then((how) => {
      throw new Error(`Roster ended in the middle of it (${how})`);
    });
    code = await Promise.race([work(abort.signal), ended]);
    if (code !== 0) console.error(`\nThe product's log:\n${troubleInTheLog()}`);
  } finally {
    await stopAll();
  }
  process.exitCode = code;
}
