import { i18n } from "@lingui/core";
import { messages } from "./en.po";

/** English is the only catalogue so far; another language is another .po file beside it. */
export function activateMessages(): typeof i18n {
  i18n.load("en", messages);
  i18n.activate("en");
  return i18n;
}
