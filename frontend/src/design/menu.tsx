import { cloneElement, type HTMLAttributes, type ReactElement, type ReactNode, useState } from "react";
import type { ChoiceProps, ItemProps, LinkProps, MenuProps } from "./menu-parts";

// Menus are not needed to see the page: their code is fetched when the page is idle, or when somebody reaches for one.

type Parts = typeof import("./menu-parts");
let parts: Parts | undefined;
let loading: Promise<unknown> | undefined;

/** Fetches the code of menus ahead of its use. */
export function preloadMenus(): Promise<unknown> {
  loading ??= import("./menu-parts").then(
    (loaded) => {
      parts = loaded;
    },
    () => {
      // The next press tries again.
      loading = undefined;
    },
  );
  return loading;
}

/** A menu under a button. Focus returns to the button when it closes. */
export function Menu({ trigger, align, children }: MenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted && parts) {
    return (
      <parts.OpeningMenu trigger={trigger} align={align}>
        {children}
      </parts.OpeningMenu>
    );
  }
  const open = () => void preloadMenus().then(() => setWanted(true));
  return cloneElement(trigger as ReactElement<HTMLAttributes<HTMLElement>>, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: () => void preloadMenus(),
    onFocus: () => void preloadMenus(),
    onClick: open,
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      open();
    },
  });
}

// What stands in a menu is rendered only when one is open, and so after its code has arrived.
function loaded(): Parts {
  if (!parts) throw new Error("A menu's item is rendered outside of a menu.");
  return parts;
}

/** Something to do. Dangerous ones are red text and end in "…" because a dialog asks first. */
export function MenuItem(props: ItemProps) {
  const { Item } = loaded();
  return <Item {...props} />;
}

/** Somewhere to go; `link` is the router's link or an anchor. */
export function MenuLink(props: LinkProps) {
  const { LinkItem } = loaded();
  return <LinkItem {...props} />;
}

/** One of several, the present one marked. */
export function MenuChoice<Value extends string>(props: ChoiceProps<Value>) {
  const { Choice } = loaded();
  return <Choice {...props} />;
}

/** A line between groups. */
export function MenuSeparator() {
  const { Separator } = loaded();
  return <Separator />;
}

/** Words above a group; no item. */
export function MenuHeading({ children }: { children: ReactNode }) {
  const { Heading } = loaded();
  return <Heading>{children}</Heading>;
}
