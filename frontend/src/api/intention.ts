/**
 * One Idempotency-Key for one intention of the user: asking again for the same thing (a retry after a lost reply) uses the
 * same key, so that it happens once; asking for something else, or again after it was answered, uses a new one.
 */
export class Intention {
  private wanted: string | undefined;
  private key = "";

  /** The key for doing `what`, which may be anything that JSON can write. */
  keyFor(what: unknown): string {
    const wanted = JSON.stringify(what) ?? "";
    if (wanted !== this.wanted) {
      this.wanted = wanted;
      this.key = crypto.randomUUID();
    }
    return this.key;
  }

  /** It was answered: the next time is a new intention. */
  fulfilled(): void {
    this.wanted = undefined;
  }
}
