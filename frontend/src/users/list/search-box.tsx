import { t } from "@lingui/core/macro";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import styles from "./toolbar.module.css";

const TYPING_PAUSE_MS = 250;

/** The search; it asks when one stops typing. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
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
