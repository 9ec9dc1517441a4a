import { describe, expect, it } from "vitest";
import { readTable } from "./read";
import { decodeText } from "./text";

const bytes = (text: string, ...mark: number[]) => new Uint8Array([...mark, ...new TextEncoder().encode(text)]);
const utf16 = (text: string, littleEndian = true) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
};

describe("the encodings that spreadsheets write", () => {
  it.each([
    ["UTF-8", bytes("Zoë,zoe@x.example")],
    ["UTF-8 with its mark", bytes("Zoë,zoe@x.example", 0xef, 0xbb, 0xbf)],
    ["Windows-1252", new Uint8Array([0x5a, 0x6f, 0xeb, ...bytes(",zoe@x.example")])],
    ["UTF-16 with its mark", utf16("\uFEFFZoë,zoe@x.example")],
    ["UTF-16 the other way round", utf16("\uFEFFZoë,zoe@x.example", false)],
    ["UTF-16 without its mark", utf16("Zoë,zoe@x.example")],
  ])("%s", (_encoding, file) => {
    expect(decodeText(file)).toEqual({ text: "Zoë,zoe@x.example" });
  });

  it.each([
    ["workbook", bytes("PK\u0003\u0004…")],
    ["empty", bytes(" \r\n\t")],
    ["empty", bytes("")],
    ["too_large", new Uint8Array(10 * 1024 * 1024 + 1)],
  ])("%s is said so", (trouble, file) => {
    expect(decodeText(file)).toEqual({ trouble });
  });
});

/** The rows in short: line, name, address, and what else is there. */
function rows(text: string): string[] {
  const file = readTable(text);
  if ("trouble" in file) return [file.trouble];
  return file.rows.map(({ line, cells: { name, email, ...rest } }) =>
    [line, name, email, ...Object.values(rest)].join(" | ").replace(/( \| )+$/, ""),
  );
}

describe("a file is read however it was written", () => {
  it.each([
    ["commas", "name,email\nZoë,zoe@x.example", ["2 | Zoë | zoe@x.example"]],
    ["semicolons", "name;email\nZoë;zoe@x.example", ["2 | Zoë | zoe@x.example"]],
    ["tabs", "name\temail\nZoë\tzoe@x.example", ["2 | Zoë | zoe@x.example"]],
    ["Excel's own first line", "sep=|\r\nemail|name\r\nzoe@x.example|Zoë\r\n", ["3 | Zoë | zoe@x.example"]],
    [
      "line ends of old",
      "name,email\rZoë,zoe@x.example\rAda,ada@x.example",
      ["2 | Zoë | zoe@x.example", "3 | Ada | ada@x.example"],
    ],
    [
      "mixed line ends",
      "name,email\r\nZoë,zoe@x.example\nAda,ada@x.example",
      ["2 | Zoë | zoe@x.example", "3 | Ada | ada@x.example"],
    ],
    ["a mark in front", "\uFEFFemail\nzoe@x.example", ["2 |  | zoe@x.example"]],
    ["quotes", 'email,name\nzoe@x.example,"Weber, ""Zoë"""', ['2 | Weber, "Zoë" | zoe@x.example']],
    [
      "a cell of several lines: the next row's number counts them",
      'email,ad_account_roles\nzoe@x.example,"EU Brand:viewer;\nUS Retail:viewer"\nada@x.example,',
      ["2 |  | zoe@x.example |  |  | EU Brand:viewer;\nUS Retail:viewer", "4 |  | ada@x.example"],
    ],
    [
      "empty lines",
      "\n\nemail\n\nzoe@x.example\n,,\n\nada@x.example\n",
      ["5 |  | zoe@x.example", "8 |  | ada@x.example"],
    ],
    [
      "short and long rows",
      "email,name\nzoe@x.example\nada@x.example,Ada,more,and more",
      ["2 |  | zoe@x.example", "3 | Ada | ada@x.example"],
    ],
    [
      "semicolons in the cells of a file with commas",
      "name,email,role,permissions,ad_account_roles\nZoë,zoe@x.example,member,users.manage; brands.view,EU:viewer; US:viewer\nAda,ada@x.example,guest,,EU:viewer; US:viewer",
      [
        "2 | Zoë | zoe@x.example | member | users.manage; brands.view | EU:viewer; US:viewer",
        "3 | Ada | ada@x.example | guest |  | EU:viewer; US:viewer",
      ],
    ],
    [
      "columns in any order and case",
      "ROLE,E-Mail Address,Full Name\nguest,zoe@x.example,Zoë",
      ["2 | Zoë | zoe@x.example | guest"],
    ],
    ["first and last name", "First name,Last name,E-mail\nZoë,Weber,zoe@x.example", ["2 | Zoë Weber | zoe@x.example"]],
    [
      "a name beside the address",
      "email\nZoë Weber <zoe@x.example>\nmailto:ada@x.example",
      ["2 | Zoë Weber | zoe@x.example", "3 |  | ada@x.example"],
    ],
    [
      "the ' of an export",
      "email,name\nzoe@x.example,'=cmd\nada@x.example,O'Neil",
      ["2 | =cmd | zoe@x.example", "3 | O'Neil | ada@x.example"],
    ],
    ["spaces around", " email , name \n zoe@x.example ,  Zoë ", ["2 | Zoë | zoe@x.example"]],
    ["addresses without a head", "zoe@x.example\nada@x.example\n", ["1 |  | zoe@x.example", "2 |  | ada@x.example"]],
    [
      "addresses in one line",
      "zoe@x.example,ada@x.example, tom@x.example",
      ["1 |  | zoe@x.example", "1 |  | ada@x.example", "1 |  | tom@x.example"],
    ],
    [
      "names and addresses without a head",
      "Zoë,zoe@x.example\nAda,ada@x.example",
      ["1 | Zoë | zoe@x.example", "2 | Ada | ada@x.example"],
    ],
    ["something bad without a head", "zoe@x.example\nnonsense\n", ["1 |  | zoe@x.example", "2 |  | nonsense"]],
    ["no column of addresses", "Team,City\nEU,Berlin", ["no_email_column"]],
    ["a head alone", "name,email\n", ["no_rows"]],
    ["nothing", "\n \n", ["no_rows"]],
    ["too much", `email\n${"a@x.example\n".repeat(10_001)}`, ["too_many"]],
  ])("%s", (_shape, text, expected) => {
    expect(rows(text)).toEqual(expected);
  });

  it("an exported file, as it is; what is not read is named", () => {
    const text =
      "id,name,email,state,role,permissions,ad_account_roles,ad_accounts,two_factor,last_active_on,joined_at,invited_by\r\n" +
      "mem_1,Zoë,zoe@x.example,active,member,users.manage; account.manage,ada_1:viewer; ada_2:campaign_manager,EU (Viewer),true,,2026-01-01T00:00:00Z,Carrie\r\n";
    expect(rows(text)).toEqual([
      "2 | Zoë | zoe@x.example | member | users.manage; account.manage | ada_1:viewer; ada_2:campaign_manager",
    ]);
    const file = readTable(text);
    expect("ignored" in file && file.ignored).toEqual([
      "id",
      "state",
      "ad_accounts",
      "two_factor",
      "last_active_on",
      "joined_at",
      "invited_by",
    ]);
  });

  it("a quote that never closes is told of its row, and swallows nothing silently", () => {
    const file = readTable('email,name\nzoe@x.example,"Zoë\nada@x.example,Ada\n');
    expect("rows" in file && file.rows.map(({ line, unclosed }) => [line, unclosed])).toEqual([[2, true]]);
  });

  it("the columns that are there are named when none holds addresses", () => {
    expect(readTable("Team,City\nEU,Berlin")).toEqual({ trouble: "no_email_column", found: ["Team", "City"] });
  });
});
