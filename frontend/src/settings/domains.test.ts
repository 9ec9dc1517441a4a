import { describe, expect, it } from "vitest";
import { domainsIn, isDomain } from "./domains";

describe("domains as people write them", () => {
  it.each([
    ["oakey.example", ["oakey.example"]],
    [" Oakey.Example , @north-wind.example;b.example", ["oakey.example", "north-wind.example", "b.example"]],
    ["carrie@oakey.example\nearl@oakey.example", ["oakey.example"]],
    ["https://oakey.example/", ["oakey.example"]],
    [" ,; ", []],
    ["oakey", ["oakey"]],
  ])("%j", (text, domains) => expect(domainsIn(text)).toEqual(domains));
});

// The server refuses the same (account.ParseDomain).
describe("what is a domain", () => {
  it.each(["oakey.example", "a.b", "north-wind.co.uk", "1.example", "xn--bcher-kva.example"])("%s is", (text) =>
    expect(isDomain(text)).toBe(true),
  );
  it.each([
    "oakey",
    "-a.example",
    "a-.example",
    "a..example",
    "bücher.example",
    "127.0.0.1",
    "a/b.example",
    `${"a".repeat(64)}.example`,
  ])("%s is not", (text) => expect(isDomain(text)).toBe(false));
});
