import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { ArrowUpDown, ChevronDown } from "lucide-react";
import { useAdAccounts } from "@/ad-accounts/ad-accounts";
import { ORGANIZATION_ROLES, organizationRoleName, rolesForPeople, useCatalog } from "@/api/catalog";
import { Button, buttonClass } from "@/design/button";
import { FilterButton } from "@/design/filter";
import { Menu, MenuChoice } from "@/design/menu";
import { may, useMe } from "@/organizations/me";
import { isFiltered, LIST_DEFAULTS, type ListSearch, PAST_STATES, type Sort } from "./list-search";
import { pastStateName } from "./past-state";
import { SearchBox } from "./search-box";
import styles from "./toolbar.module.css";

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

  const invited = search.tab === "invited";
  const { state, role, ad_account, ad_account_role, two_factor } = search;
  return (
    <div className={styles.toolbar}>
      <SearchBox q={search.q} onSearch={(q) => change({ q }, true)} />
      {details && invited && (
        <FilterMenu
          name={t`State`}
          shown={t`Open`}
          options={PAST_STATES.map((past) => ({ value: past, label: pastStateName(past) }))}
          value={state}
          onChange={(chosen) => change({ state: chosen })}
          any={t`Open`}
        />
      )}
      {details && (
        <FilterMenu
          name={t`Organization role`}
          options={ORGANIZATION_ROLES.map((id) => ({ value: id, label: organizationRoleName(catalog, id) }))}
          value={role}
          onChange={(chosen) => change({ role: chosen })}
          any={t`Any organization role`}
        />
      )}
      {details && !invited && (
        <FilterMenu
          name={t`Ad account`}
          options={adAccounts.map(({ id, name }) => ({ value: id, label: name }))}
          value={ad_account}
          onChange={(chosen) => change({ ad_account: chosen, ad_account_role: chosen && ad_account_role })}
          any={t`Any ad account`}
        />
      )}
      {details && ad_account && (
        <FilterMenu
          name={t`Any role there`}
          options={rolesForPeople(catalog).map(({ id, name }) => ({ value: id, label: name }))}
          value={ad_account_role}
          onChange={(chosen) => change({ ad_account_role: chosen })}
          any={t`Any role there`}
        />
      )}
      {details && !invited && (
        <FilterMenu
          name={t`Two-factor`}
          options={[
            { value: "on", label: t`Two-factor on` },
            { value: "off", label: t`Two-factor off` },
          ]}
          value={two_factor}
          onChange={(chosen) => change({ two_factor: chosen })}
          any={t`With or without two-factor`}
        />
      )}
      {isFiltered(search) && (
        <Button
          kind="quiet"
          onClick={() => change({ ...LIST_DEFAULTS, tab: search.tab, state: search.state, sort: search.sort })}
        >
          {t`Clear`}
        </Button>
      )}
      {!search.q && <SortMenu search={search} details={details} onChange={(sort) => change({ sort })} />}
    </div>
  );
}

type FilterProps<Value extends string> = {
  name: string;
  options: { value: Value; label: string }[];
  /** Empty while the filter is off. */
  value: Value | "";
  onChange: (value: Value | "") => void;
  /** The choice that turns it off. */
  any: string;
  /** What the button says while the filter is off, when that is not its name. */
  shown?: string;
};

function FilterMenu<Value extends string>({ name, options, value, onChange, any, shown }: FilterProps<Value>) {
  const chosen = value && (options.find((option) => option.value === value)?.label ?? value);
  const said = chosen || shown;
  return (
    <Menu
      trigger={
        <FilterButton
          on={chosen !== ""}
          words={said || name}
          icon={ChevronDown}
          aria-label={said ? `${name}: ${said}` : name}
        />
      }
    >
      <MenuChoice options={[{ value: "" as const, label: any }, ...options]} value={value} onChange={onChange} />
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
          <button type="button" className={buttonClass({ kind: "quiet" })} aria-label={t`Sorted by: ${label}`}>
            <ArrowUpDown size={16} strokeWidth={1.5} aria-hidden="true" />
            <span>{label}</span>
          </button>
        }
      >
        <MenuChoice options={options} value={sort} onChange={onChange} heading={t`Sort by`} />
      </Menu>
    </div>
  );
}
