import {
  answered,
  type Batch,
  type Job,
  nextBatch,
  type Outcome,
  phaseOf,
  refused,
  resume,
  sent,
  stop,
  type Trouble,
  troubled,
  unanswered,
} from "./job";

/** How a call ended. */
export type Reply =
  | { kind: "answered"; results: Outcome[] }
  /** The server refused these rows and did nothing. */
  | { kind: "refused"; detail: string }
  /** Nobody knows, or not now: the same call again, after `wait` milliseconds where the server says so. */
  | { kind: "later"; wait?: number; trouble: Trouble }
  /** No call would be answered otherwise: signed out, suspended. */
  | { kind: "stop"; trouble: Trouble };

/** What a runner does in the world. */
export type World = {
  send: (job: Job, batch: Batch) => Promise<Reply>;
  /** Keeps the job where a reload finds it; it is kept before anything of it is sent. */
  keep: (job: Job) => Promise<void>;
  /** Waits so many milliseconds, or until the signal. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  newKey: () => string;
  random: () => number;
};

/** After so many failures in a row it stops and says so: after about a minute. */
const MOST_FAILURES = 12;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/** Sends a job, and keeps it before each call: keys are kept before they are used. */
export class Runner {
  private readonly listeners = new Set<() => void>();
  private failures = 0;
  private waiting = new AbortController();
  private lastKept: Promise<void> = Promise.resolve();

  constructor(
    public job: Job,
    private readonly world: World,
  ) {}

  /** Sends what is left until it is finished or stopped, and resolves when nothing is under way. */
  async run(): Promise<void> {
    if (phaseOf(this.job) !== "paused") return;
    this.failures = 0;
    this.waiting = new AbortController();
    this.become(resume(this.job));
    await this.sendWhatIsLeft();
    await this.keep().catch(() => undefined); // what is lost is asked for again, with the same keys
  }

  /** Sends nothing more; what is under way is finished. */
  stop(trouble?: Trouble): void {
    if (!this.job.running) return;
    this.become(stop(this.job, trouble));
    this.waiting.abort();
  }

  /** Another job in the place of this one: the failures of a finished one. */
  replace(job: Job): void {
    this.become(job);
  }

  subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  private async sendWhatIsLeft(): Promise<void> {
    const calls: Promise<void>[] = [];
    for (let batch = nextBatch(this.job); batch; batch = nextBatch(this.job)) {
      this.become(sent(this.job, batch.key));
      calls.push(this.call(batch));
    }
    await Promise.all(calls);
  }

  private async call(batch: Batch): Promise<void> {
    const reply = await this.keep().then(
      () => this.world.send(this.job, batch),
      (): Reply => ({ kind: "stop", trouble: { code: "not_kept" } }),
    );
    switch (reply.kind) {
      case "answered":
        this.failures = 0;
        this.become(answered(this.job, batch.key, reply.results));
        break;
      case "refused":
        this.failures = 0;
        this.become(refused(this.job, batch.key, reply.detail, this.world.newKey));
        break;
      case "stop":
        this.stop(reply.trouble);
        this.become(unanswered(this.job, batch.key));
        break;
      case "later":
        await this.standBack(reply.trouble, reply.wait);
        this.become(unanswered(this.job, batch.key));
        break;
    }
    await this.sendWhatIsLeft();
  }

  /** Waits before the next try. The call keeps its place meanwhile, so that nothing else is sent in it. */
  private async standBack(trouble: Trouble, wait: number | undefined): Promise<void> {
    this.failures += 1;
    if (this.failures >= MOST_FAILURES) this.stop(trouble);
    if (!this.job.running) return;
    this.become(troubled(this.job, trouble));
    await this.world.wait(wait ?? this.usualWait(), this.waiting.signal);
  }

  /** Doubled with each failure, and spread, so that many who failed together do not come back together. */
  private usualWait(): number {
    const most = Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    return most * (0.5 + this.world.random() / 2);
  }

  /** One after another, so that an older state never overwrites a newer one. */
  private keep(): Promise<void> {
    const kept = this.lastKept.then(() => this.world.keep(this.job));
    this.lastKept = kept.catch(() => undefined);
    return kept;
  }

  private become(job: Job): void {
    this.job = job;
    for (const changed of this.listeners) changed();
  }
}
