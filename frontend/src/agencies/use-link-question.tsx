import { type ReactNode, useState } from "react";
import { type AskedLink, type LinkEnding, LinkQuestion } from "./link-question";
import type { Link } from "./links";

type LinkQuestions = {
  /** Asks whether to end a link; `from` is the button that gets the focus back. */
  ask: (ending: LinkEnding, link: Link, from: HTMLElement | null) => void;
  /** The dialog, to be rendered once. */
  dialog: ReactNode;
};

/** The question before a link ends. What was asked stays while the dialog fades out. */
export function useLinkQuestion(org: string, onOver?: () => void): LinkQuestions {
  const [asked, setAsked] = useState<AskedLink | null>(null);
  const [open, setOpen] = useState(false);
  return {
    ask: (ending, link, from) => {
      setAsked({ ending, link, from });
      setOpen(true);
    },
    dialog: asked && (
      <LinkQuestion org={org} asked={asked} open={open} onClose={() => setOpen(false)} onOver={onOver} />
    ),
  };
}
