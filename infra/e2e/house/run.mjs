import { startBrowser } from './browser.mjs';
import { startProduct, troubleInTheLog } from './product.mjs';

/**
 * Starts the product and the browser, does `work`, and stops both, whatever happens and whoever interrupts.
 *
 * @param {() => Promise<number>} work gets the addresses in the environment, as its children do; gives the exit code
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
    const [browser, product] = await Promise.all([
      startBrowser().then((server) => {
        stops.push(() => server.close());
        return server;
      }),
      startProduct().then((started) => {
        stops.push(started.stop);
        return started;
      }),
    ]);
    Object.assign(process.env, {
      ROSTER_E2E_HOME: product.home,
      ROSTER_E2E_MAIL: product.mail,
      ROSTER_E2E_ISSUER: product.issuer,
      ROSTER_E2E_BROWSER: browser.wsEndpoint(),
    });
    code = await work();
    if (code !== 0) console.error(`\nThe product's log:\n${troubleInTheLog()}`);
  } finally {
    await stopAll();
  }
  process.exitCode = code;
}
