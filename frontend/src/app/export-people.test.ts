import { expect, it } from "vitest";
import { parseSearch } from "@/app/search-params";
import { readListSearch } from "@/users/list/list-search";
import { peopleExport } from "./export-people";

const people = (address: string) => peopleExport("4829130776", readListSearch(parseSearch(address) as never));

it.each([
  ["", "members.csv?state=active&sort=name"],
  ["?cursor=abc&page=3&sort=-joined", "members.csv?state=active&sort=-joined"],
  ["?tab=suspended&role=guest&ad_account=ada_1", "members.csv?state=suspended&role=guest&ad_account=ada_1&sort=name"],
  ["?q=anna+b", "members.csv?state=active&q=anna+b"],
  ["?tab=invited&sort=-name", "invitations.csv?state=pending&sort=-name"],
])("the people at %s are exported by %s", (address, wanted) => {
  expect(people(address)).toBe(`/v1/organizations/4829130776/${wanted}`);
});
