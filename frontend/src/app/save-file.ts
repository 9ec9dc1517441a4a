/** Has the browser save a file, given whole or in parts. */
export function saveFile(name: string, type: string, ...parts: (string | Blob)[]): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
