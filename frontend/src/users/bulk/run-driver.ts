import { due, type Item, isOver, type Result, type Run, settled, started, stopped } from "./run";

/** What a run needs of the world. */
export type World = {
  attempt: (item: Item) => Promise<Result>;
  /** A call has ended, and this is the run afterwards. */
  onSettled: (run: Run, item: Item, result: Result) => void;
};

export type Driver = {
  /** Sends nothing more. */
  stop: () => void;
  /** The run when nothing is under way any more. Never rejects. */
  over: Promise<Run>;
};

/** Makes the calls of a run until it is over. */
export function drive(begun: Run, world: World): Driver {
  let run = begun;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finish: (run: Run) => void;
  const over = new Promise<Run>((resolve) => {
    finish = resolve;
  });

  function goOn() {
    clearTimeout(timer);
    if (isOver(run)) return finish(run);
    const positions = due(run, Date.now());
    run = started(run, positions);
    for (const at of positions) void call(at);
    const held = run.heldUntil - Date.now();
    if (!run.stopped && held > 0) timer = setTimeout(goOn, held);
  }

  async function call(at: number) {
    const item = run.items[at] as Item;
    const result = await world.attempt(item).catch((error): Result => ({ kind: "failed", error }));
    run = settled(run, at, result, Date.now(), Math.random());
    world.onSettled(run, item, result);
    goOn();
  }

  goOn();
  return {
    over,
    stop: () => {
      run = stopped(run);
      goOn();
    },
  };
}
