import { i18n } from "@lingui/core";

/** Loads a further page or dialog together with the words that the first view does not need. */
export async function withLaterMessages<Module>(load: Promise<Module>): Promise<Module> {
  const [loaded, { messages }] = await Promise.all([load, import("./later/en.po")]);
  i18n.load("en", messages);
  return loaded;
}
