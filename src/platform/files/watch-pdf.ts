/** What is wrong with the bytes of a PDF: it breaks off, or it opens with a password only. */
export type PdfFault = "file-damaged" | "file-encrypted";

/** Watches the bytes of one file as they pass. */
export interface PdfWatch {
  pass(chunk: Uint8Array): void;
  /** What is wrong now that all has passed; null when nothing is, and for a file that is no PDF at all. */
  fault(): PdfFault | null;
}

/** Readers look for the end mark in the last 1,024 bytes; some writers add a little after it. */
const TAIL_BYTES = 2_048;
/** Longer than the mark of encryption with its reference, so that one on the edge of two chunks is seen. */
const CARRY_BYTES = 256;
/** One piece of what may stand between two words: white space, or a comment (ISO 32000-1, 7.2.2 and 7.2.3). */
const BETWEEN = String.raw`(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n])`;
const WHITE_RUN = /[\0\t\n\f\r ]{2,}/g;
/** The entry of a trailer, or of a cross-reference stream, that names the encryption (ISO 32000-1, 7.5.5 table 15). */
const ENCRYPTED = new RegExp(
  `/${Array.from("Encrypt", letterOfName).join("")}(?:${BETWEEN}+\\d+${BETWEEN}+\\d+${BETWEEN}+R|${BETWEEN}*<<)`,
);

/** A letter of a name, plain or as the escape of its byte: `/E#6ecrypt` is `/Encrypt` to every reader (7.3.5). */
function letterOfName(letter: string): string {
  const digits = [...letter.charCodeAt(0).toString(16)].map((digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:${letter}|#${digits.join("")})`;
}

const shortened = (run: string): string => (/[\r\n]/.test(run) ? "\n" : " ");

/** Begins to watch one file. Nothing is kept but its last bytes. */
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
      // White space is carried short, so that no length of it parts the mark from its reference.
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
