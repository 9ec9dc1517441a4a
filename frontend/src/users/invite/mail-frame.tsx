import { useRef } from "react";
import styles from "./invite.module.css";

/**
 * An e-mail as it will look, in a sandbox without scripts. The page's Content-Security-Policy holds in there too and
 * forbids styles written in the HTML, so they are set aside before and put back through the DOM, which it allows.
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const { markup, sheets } = setStylesAside(html);
  return (
    <iframe
      ref={frame}
      className={styles.mail}
      title={title}
      // allow-same-origin lets this page reach in; nothing in there can run.
      sandbox="allow-same-origin"
      srcDoc={markup}
      onLoad={() => frame.current && putStylesBack(frame.current, sheets)}
    />
  );
}

/** Done on the text: even a parsed document that is never shown would be checked against the policy. */
function setStylesAside(html: string): { markup: string; sheets: string[] } {
  const sheets: string[] = [];
  const markup = html
    .replace(/<style\b[^>]*>([\s\S]*?)<\/style>/gi, (_whole, css: string) => {
      sheets.push(css);
      return "";
    })
    .replace(/<[a-z][^<>]*>/gi, (tag) =>
      // Nothing in a preview leads anywhere.
      tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\shref\s*=/gi, " data-href="),
    );
  return { markup, sheets };
}

function putStylesBack(frame: HTMLIFrameElement, sheets: string[]) {
  const document = frame.contentDocument;
  const Sheet = (frame.contentWindow as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!document || !Sheet) return;
  document.adoptedStyleSheets = sheets.map((css) => {
    const sheet = new Sheet();
    sheet.replaceSync(css);
    return sheet;
  });
  for (const element of document.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset.style ?? "";
  }
}
