import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Beginning, begin, type Job, phaseOf, restored, tryFailuresAgain } from "./job";
import { forgetJob, keepJob, keepNewJob, keptJob } from "./kept";
import { Runner } from "./runner";
import { world } from "./send";

/** Another page of this browser may be about to finish its calls. */
const LOCK_WAIT_MS = 6000;

export type ImportState = ReturnType<typeof useImport>;

/** The import that is kept here, if there is one, and what can be done about it. `job` is undefined while it loads. */
export function useImport(org: string, user: string) {
  const [runner, setRunner] = useState<Runner | null>();
  const [hindrance, setHindrance] = useState<"elsewhere" | "not_kept" | null>(null);
  const present = useRef(runner);
  present.current = runner;
  useEffect(() => {
    let here = true;
    const show = (job: Job | null) => here && setRunner(job && new Runner(restored(job), world));
    keptJob(org, user).then(show, () => show(null));
    return () => {
      here = false;
      present.current?.stop();
    };
  }, [org, user]);
  const lock = `roster-import ${org} ${user}`;
  const job = useSyncExternalStore(runner?.subscribe ?? subscribeToNothing, () => (runner ? runner.job : runner));

  /** Only one page at a time sends: it holds the lock, and takes the job as the last one left it. */
  async function run(running: Runner) {
    setHindrance(null);
    const signal = AbortSignal.timeout(LOCK_WAIT_MS);
    try {
      await navigator.locks.request(lock, { signal }, async () => {
        const latest = await keptJob(org, user);
        if (!latest) return setRunner(null);
        running.replace(restored(latest));
        await running.run();
        // Nobody was left uninvited: there is nothing to come back for.
        if (running.job.outcomes.every((outcome) => outcome?.outcome === "invited")) await forgetJob(org, user);
      });
    } catch {
      setHindrance("elsewhere");
    }
  }

  async function start(beginning: Omit<Beginning, "org" | "user">) {
    try {
      if (await keptJob(org, user)) return setHindrance("elsewhere");
      const begun = begin({ ...beginning, org, user }, world.newKey, Date.now());
      await keepNewJob(begun);
      const starting = new Runner(begun, world);
      setRunner(starting);
      await run(starting);
    } catch {
      setHindrance("not_kept");
    }
  }

  async function tryAgain() {
    if (!runner) return;
    const again = tryFailuresAgain(runner.job, world.newKey, Date.now());
    await keepJob(again);
    await run(runner);
  }

  // A connection that comes back is a good moment.
  const lostConnection = job && phaseOf(job) === "paused" && job.trouble?.code === "unreachable";
  const goOn = useRef(() => {});
  goOn.current = () => runner && void run(runner);
  useEffect(() => {
    if (!lostConnection) return;
    const online = () => goOn.current();
    window.addEventListener("online", online);
    return () => window.removeEventListener("online", online);
  }, [lostConnection]);

  return {
    job,
    hindrance,
    start: (beginning: Omit<Beginning, "org" | "user">) => void start(beginning),
    stop: () => runner?.stop(),
    resume: () => goOn.current(),
    tryAgain: () => void tryAgain(),
    /** It is done or given up: nothing of it stays. */
    async forget() {
      await navigator.locks.request(lock, () => forgetJob(org, user));
      setRunner(null);
    },
  };
}

const subscribeToNothing = () => () => {};
