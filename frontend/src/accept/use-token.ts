import { useEffect, useState } from "react";
import { keptToken, type LinkPage, takeToken } from "./take-token";

/** The token of this tab; another link opened in the same tab replaces it. */
export function useToken(page: LinkPage): string | null {
  const [token, setToken] = useState(() => keptToken(page));
  useEffect(() => {
    const look = () => takeToken() && setToken(keptToken(page));
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [page]);
  return token;
}
