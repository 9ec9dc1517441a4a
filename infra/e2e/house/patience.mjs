const patience = 30_000; // milliseconds
const pause = 60;

/**
 * Tries until the attempt neither throws nor gives false, null or undefined, and gives what it gave.
 *
 * @template T
 * @param {string} what is waited for, in words, for the failure
 * @param {() => Promise<T> | T} attempt
 * @param {number} [within] milliseconds
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, attempt, within = patience) {
  const end = Date.now() + within;
  for (;;) {
    let trouble;
    try {
      const got = await attempt();
      if (got !== undefined && got !== null && got !== false) return got;
    } catch (error) {
      trouble = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${trouble ? `: ${trouble.message}` : ''}`, { cause: trouble });
    await new Promise((next) => setTimeout(next, pause));
  }
}
