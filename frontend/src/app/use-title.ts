import { useEffect } from "react";
import { productName } from "./config";

/** Names the browser's tab: "Account users · Roster". */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), productName()].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
