import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "@/app/search-params";
import { LIST_DEFAULTS, listsPeople, readListSearch, readUsersSearch, toggledSort, whoIsListed } from "./list-search";

const read = (address: string) => readListSearch(parseSearch(address) as never);

describe("the address holds the view", () => {
  it.each([
    ["", {}],
    ["?tab=invited&q=jo", { tab: "invited", q: "jo" }],
    ["?role=guest&ad_account=ada_1&sort=-joined", { role: "guest", ad_account: "ada_1", sort: "-joined" }],
    ["?ad_account=ada_1&ad_account_role=viewer", { ad_account: "ada_1", ad_account_role: "viewer" }],
    ["?two_factor=off", { two_factor: "off" }],
    ["?tab=invited&state=revoked", { tab: "invited", state: "revoked" }],
    ["?cursor=123&page=3", { cursor: "123", page: 3 }],
    ["?tab=nonsense&role=owner&sort=shoe_size&page=-4", {}],
    ["?page=3", {}],
  ])("%s", (address, different) => {
    expect(read(address)).toEqual({ ...LIST_DEFAULTS, ...different });
  });

  it("asks for no order that the API refuses: search and invitations go by name", () => {
    expect(read("?q=anna&sort=joined").sort).toBe("name");
    expect(read("?tab=invited&sort=last_active").sort).toBe("name");
    expect(read("?tab=invited&sort=-name").sort).toBe("-name");
  });

  it.each([
    ["a role of no ad account", "?ad_account_role=viewer", {}],
    ["ad accounts of invitations", "?tab=invited&ad_account=ada_1&ad_account_role=viewer", { tab: "invited" }],
    ["two-factor of invitations", "?tab=invited&two_factor=on", { tab: "invited" }],
    ["past members", "?state=revoked", {}],
  ])("asks for nothing that the list does not know: %s", (_what, address, different) => {
    expect(read(address)).toEqual({ ...LIST_DEFAULTS, ...different });
  });

  it("tells lists apart by whom they hold, not by order and page", () => {
    const who = (address: string) => whoIsListed(read(address));
    expect(who("?sort=joined&cursor=5&page=2")).toBe(who(""));
    expect(new Set(["", "?tab=invited", "?tab=invited&state=revoked", "?q=a", "?two_factor=on"].map(who)).size).toBe(5);
  });

  it.each(["agencies", "clients"] as const)("the tab %s lists no people, and knows nothing but itself", (tab) => {
    const search = readUsersSearch(parseSearch(`?tab=${tab}&q=anna&role=guest&cursor=1`) as never);
    expect(search).toEqual({ ...LIST_DEFAULTS, tab });
    expect(listsPeople(search)).toBe(false);
    expect(listsPeople(read("?tab=invited"))).toBe(true);
  });

  it("writes what it reads", () => {
    expect(stringifySearch(parseSearch("?q=a%26b&cursor=00123"))).toBe("?q=a%26b&cursor=00123");
    expect(stringifySearch({ q: "", cursor: undefined })).toBe("");
  });
});

it.each([
  ["name", "name", "-name"],
  ["-name", "name", "name"],
  ["name", "joined", "-joined"],
  ["-joined", "joined", "joined"],
  ["-last_active", "name", "name"],
] as const)("sorted by %s, a press on %s gives %s", (sort, key, after) => {
  expect(toggledSort(sort, key)).toBe(after);
});
