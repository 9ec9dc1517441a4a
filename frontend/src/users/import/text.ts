/** Why a file cannot be read as text. */
export type UnreadableFile = "workbook" | "too_large" | "empty";

/** The largest file that is read, in bytes: far more than 10,000 rows need. */
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * The text of a file in the encodings that spreadsheets write: UTF-8, UTF-16 (Excel's "Unicode text") with or without
 * its mark, and Windows-1252 for everything that is none of them.
 */
export function decodeText(bytes: Uint8Array): { text: string } | { trouble: UnreadableFile } {
  if (bytes.length > MAX_BYTES) return { trouble: "too_large" };
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { trouble: "workbook" }; // .xlsx and .ods are ZIP archives
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.trim() === "" ? { trouble: "empty" } : { text };
}

function encodingOf(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(bytes, [0xfe, 0xff])) return "utf-16be";
  // A CSV file has no NUL; in UTF-16 every other byte of plain Latin text is one.
  if (bytes[1] === 0) return "utf-16le";
  if (bytes[0] === 0) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

function startsWith(bytes: Uint8Array, mark: number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
