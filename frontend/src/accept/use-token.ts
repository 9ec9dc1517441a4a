import { useEffect, useState } from "react";
import { keptToken, type LinkPage } from "./take-token";

/** The token of this tab; another link opened in the same tab replaces it. It stays when what it was for is done. */
export function useToken(page: LinkPage): string | null {
  const [token, setToken] = useState(() => keptToken(page));
  useEffect(() => {
    const look = () => setToken((before) => keptToken(page) ?? before);
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [page]);
  return token;
}
