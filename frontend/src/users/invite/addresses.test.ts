import { describe, expect, it } from "vitest";
import { addEntries, addressProblem, parseAddresses } from "./addresses";

const pairs = (text: string) => parseAddresses(text).map(({ email, name }) => (name ? `${name} = ${email}` : email));

describe("addresses are found in any shape", () => {
  it.each([
    ["commas", "a@x.example, b@x.example", ["a@x.example", "b@x.example"]],
    ["semicolons", "a@x.example;b@x.example;", ["a@x.example", "b@x.example"]],
    ["lines", "a@x.example\r\nb@x.example\n\n", ["a@x.example", "b@x.example"]],
    ["spaces", "a@x.example b@x.example", ["a@x.example", "b@x.example"]],
    ["tabs", "a@x.example\tb@x.example", ["a@x.example", "b@x.example"]],
    ["a name in front", "Jonas Weber <jonas@x.example>", ["Jonas Weber = jonas@x.example"]],
    [
      "a quoted name with a comma",
      '"Weber, Jonas" <jonas@x.example>, b@x.example',
      ["Weber, Jonas = jonas@x.example", "b@x.example"],
    ],
    [
      "an unquoted name with a comma",
      "Weber, Jonas <jonas@x.example>; b@x.example",
      ["Weber, Jonas = jonas@x.example", "b@x.example"],
    ],
    ["names without commas between", "Jo <j@x.example> Mia <m@x.example>", ["Jo = j@x.example", "Mia = m@x.example"]],
    [
      "a name and an address on a line",
      "Jonas Weber, jonas@x.example\nmia@x.example",
      ["Jonas Weber = jonas@x.example", "mia@x.example"],
    ],
    ["mailto", "mailto:a@x.example", ["a@x.example"]],
    [
      "a CSV file",
      'Name,Email\nJonas Weber,jonas@x.example\n"Olsen, Mia",mia@x.example',
      ["Jonas Weber = jonas@x.example", "Olsen, Mia = mia@x.example"],
    ],
    [
      "a CSV file with semicolons and more columns",
      "First name;Last name;E-mail;Team\nJonas;Weber;jonas@x.example;EU",
      ["Jonas Weber = jonas@x.example"],
    ],
    ["nothing", " \n , ; ", []],
  ])("%s", (_shape, text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  it("keeps what is no address, with its problem", () => {
    expect(parseAddresses("a@x.example, lena@northwind, nonsense").map(({ text, problem }) => [text, problem])).toEqual(
      [
        ["a@x.example", undefined],
        ["lena@northwind", "incomplete"],
        ["nonsense", "incomplete"],
      ],
    );
  });

  it("cuts names at the 80 characters that an invitation may have", () => {
    expect(parseAddresses(`${"n".repeat(90)} <a@x.example>`)[0]?.name).toHaveLength(80);
  });

  it("reads thousands of lines", () => {
    const text = Array.from({ length: 5000 }, (_, at) => `Person ${at} <p${at}@x.example>`).join("\n");
    expect(parseAddresses(text)).toHaveLength(5000);
  });
});

describe("what can be invited", () => {
  it.each([
    ["anna@oakey.example", undefined],
    ["anna+tag@sub.oakey.example", undefined],
    ["anna", "incomplete"],
    ["anna@oakey", "incomplete"],
    ["@oakey.example", "incomplete"],
    ["anna@oakey.example.", "incomplete"],
    ["änna@oakey.example", "characters"],
    ["anna@oäkey.example", "characters"],
    ["an..na@oakey.example", "characters"],
    ["a@b@oakey.example", "characters"],
    [`${"a".repeat(300)}@oakey.example`, "too_long"],
  ])("%s: %s", (email, problem) => {
    expect(addressProblem(email)).toBe(problem);
  });
});

it("an address that is there already is marked, whatever its case", () => {
  const entries = addEntries(parseAddresses("a@x.example"), parseAddresses("A@X.example, b@x.example"));
  expect(entries.map(({ problem }) => problem)).toEqual([undefined, "twice", undefined]);
});
