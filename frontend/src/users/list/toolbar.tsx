import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { ArrowUpDown, ChevronDown, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useAdAccounts } from "@/ad-accounts/ad-accounts";
import { ORGANIZATION_ROLES, organizationRoleName, useCatalog } from "@/api/catalog";
import { Button } from "@/design/button";
import { classes } from "@/design/classes";
import { Menu, MenuChoice } from "@/design/menu";
import { may, useMe } from "@/organizations/me";
import styles from "./list.module.css";
import { isFiltered, type ListSearch, type Sort } from "./list-search";

const TYPING_PAUSE_MS = 250;

/** Search, filters and order. Whatever changes here goes back to the first page. */
export function Toolbar({ org, search }: { org: string; search: ListSearch }) {
  const navigate = useNavigate();
  const catalog = useCatalog();
  const adAccounts = useAdAccounts(org) ?? [];
  const details = may(useMe(org), "list_member_details");
  const change = (changes: Partial<ListSearch>, replace = false) =>
    navigate({
      to: "/orgs/$org/users",
      params: { org },
      search: { ...search, cursor: "", page: 1, ...changes },
      replace,
      resetScroll: false,
    });

  const roles = [
    { value: "" as const, label: t`Any organization role` },
    ...ORGANIZATION_ROLES.map((role) => ({ value: role, label: organizationRoleName(catalog, role) })),
  ];
  const accounts = [
    { value: "", label: t`Any ad account` },
    ...adAccounts.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className={styles.toolbar}>
      <SearchBox q={search.q} onSearch={(q) => change({ q }, true)} />
      {details && (
        <FilterMenu
          name={t`Organization role`}
          chosen={roles.find(({ value }) => value && value === search.role)?.label}
          options={roles}
          value={search.role}
          onChange={(role) => change({ role })}
        />
      )}
      {details && search.tab !== "invited" && (
        <FilterMenu
          name={t`Ad account`}
          chosen={accounts.find(({ value }) => value && value === search.ad_account)?.label}
          options={accounts}
          value={search.ad_account}
          onChange={(ad_account) => change({ ad_account })}
        />
      )}
      {isFiltered(search) && (
        <Button kind="quiet" onClick={() => change({ q: "", role: "", ad_account: "" })}>
          {t`Clear`}
        </Button>
      )}
      {!search.q && <SortMenu search={search} details={details} onChange={(sort) => change({ sort })} />}
    </div>
  );
}

function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(q);
  const asked = useRef(q);
  const search = useRef(onSearch);
  search.current = onSearch;
  // The address may change by itself (Clear, Back): then the box follows.
  if (q !== asked.current) {
    asked.current = q;
    if (text.trim() !== q) setText(q);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = wanted;
      search.current(wanted);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <search className={styles.search}>
      <Search size={16} strokeWidth={1.5} aria-hidden="true" />
      <input
        type="search"
        className={styles.searchInput}
        aria-label={t`Search name or address`}
        placeholder={t`Search name or address`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  );
}

type FilterProps<Value extends string> = {
  name: string;
  chosen: string | undefined;
  options: { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

function FilterMenu<Value extends string>({ name, chosen, options, value, onChange }: FilterProps<Value>) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={classes(styles.filter, chosen && styles.filterOn)}
          aria-label={chosen ? `${name}: ${chosen}` : name}
        >
          <span className={styles.filterName}>{chosen ?? name}</span>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      }
    >
      <MenuChoice options={options} value={value} onChange={onChange} />
    </Menu>
  );
}

type SortMenuProps = { search: ListSearch; details: boolean; onChange: (sort: Sort) => void };

function SortMenu({ search: { sort, tab }, details, onChange }: SortMenuProps) {
  const options: { value: Sort; label: string }[] = [
    { value: "name", label: t`Name, A to Z` },
    { value: "-name", label: t`Name, Z to A` },
  ];
  if (details && tab !== "invited") {
    options.push(
      { value: "-joined", label: t`Joined, newest first` },
      { value: "joined", label: t`Joined, oldest first` },
      { value: "-last_active", label: t`Last active, latest first` },
      { value: "last_active", label: t`Last active, longest ago first` },
    );
  }
  const label = options.find(({ value }) => value === sort)?.label ?? "";
  return (
    <div className={styles.sort}>
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles.filter} aria-label={t`Sorted by: ${label}`}>
            <ArrowUpDown size={16} strokeWidth={1.5} aria-hidden="true" />
            <span className={styles.filterName}>{label}</span>
          </button>
        }
      >
        <MenuChoice options={options} value={sort} onChange={onChange} heading={t`Sort by`} />
      </Menu>
    </div>
  );
}
