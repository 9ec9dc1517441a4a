import { useRef, useState } from "react";

/** Whether somebody said that the codes are kept; `leave` does so only then, and says otherwise what is missing. */
export function useKeeping(onKept: () => void) {
  const [kept, setKept] = useState(false);
  const [missed, setMissed] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  return {
    box,
    kept,
    missed,
    setKept: (next: boolean) => {
      setKept(next);
      setMissed(false);
    },
    leave: () => {
      if (kept) return onKept();
      setMissed(true);
      box.current?.querySelector("input")?.focus();
    },
  };
}

export type Keeping = ReturnType<typeof useKeeping>;
