/** An organization's id as people read it: "4829130776" → "482-913-0776". */
export function shownAccountId(id: string): string {
  return id.replace(/^(\d{3})(\d{3})(\d{4})$/, "$1-$2-$3");
}
