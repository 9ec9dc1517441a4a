/** An organization's id as people read it: "4829130776" → "482-913-0776". */
export function shownAccountId(id: string): string {
  return id.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");
}

/** The organization's id in what somebody typed or pasted, whatever stands around its ten digits; undefined when it is none. */
export function readAccountId(text: string): string | undefined {
  const digits = text.replace(/\D/g, "");
  return /^[1-9]\d{9}$/.test(digits) ? digits : undefined;
}
