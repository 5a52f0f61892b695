/** Fault of the bytes of a PDF: it is truncated, or it needs a password. */
export type PdfFault = "file-damaged" | "file-encrypted";

/** Inspects the bytes of one file as they pass. */
export interface PdfWatch {
  pass(chunk: Uint8Array): void;
  /** The fault after all bytes have passed; null when there is none, and for a file that is not a PDF. */
  fault(): PdfFault | null;
}

/** Readers search the last 1,024 bytes for the end marker; some writers append a little after it. */
const TAIL_BYTES = 2_048;
/** Longer than the encryption key with its reference, so that one across two chunks is found. */
const CARRY_BYTES = 256;
/** One element that may separate two tokens: white space, or a comment (ISO 32000-1, 7.2.2 and 7.2.3). */
const BETWEEN = String.raw`(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n])`;
const WHITE_RUN = /[\0\t\n\f\r ]{2,}/g;
/** The entry of a trailer, or of a cross-reference stream, that names the encryption (ISO 32000-1, 7.5.5 table 15). */
const ENCRYPTED = new RegExp(
  `/${Array.from("Encrypt", letterOfName).join("")}(?:${BETWEEN}+\\d+${BETWEEN}+\\d+${BETWEEN}+R|${BETWEEN}*<<)`,
);

/** A letter of a name, plain or as a hex escape: every reader treats `/E#6ecrypt` as `/Encrypt` (7.3.5). */
function letterOfName(letter: string): string {
  const digits = [...letter.charCodeAt(0).toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${letter}|#${digits.join("")})`;
}

const shortened = (run: string): string => (/[\r\n]/.test(run) ? "\n" : " ");

/** Starts the inspection of one file. Only its last bytes stay in memory. */
export function watchPdf(): PdfWatch {
  let head = "";
  let tail = "";
  let carry = "";
  let isEncrypted = false;
  return {
    pass: (chunk) => {
      const text = Buffer.from(chunk).toString("latin1");
      if (head.length < 5) head = (head + text).slice(0, 5);
      isEncrypted ||= ENCRYPTED.test(carry + text);
      // White space is shortened in the carried bytes, so that no amount of it separates the key from its reference.
      carry = (carry + text).replace(WHITE_RUN, shortened).slice(-CARRY_BYTES);
      tail = (tail + text).slice(-TAIL_BYTES);
    },
    fault: () => {
      if (!head.startsWith("%PDF")) return null;
      if (isEncrypted) return "file-encrypted";
      return tail.includes("%%EOF") ? null : "file-damaged";
    },
  };
}
