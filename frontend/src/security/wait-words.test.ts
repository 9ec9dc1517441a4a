import { expect, it } from "vitest";
import { waitWords } from "./wait-words";

it.each([
  [1, "in 1 second"],
  [64, "in 64 seconds"],
  [128, "in 3 minutes"],
  [900, "in 15 minutes"],
])("%i seconds are %s", (seconds, words) => {
  expect(waitWords(seconds)).toBe(words);
});
