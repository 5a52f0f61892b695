import type { SeenPdf } from "./inspect-pdf.ts";
import type { InkPlace } from "./measure-ink.ts";

/** One task of a reading worker. */
export type ReadingTask =
  | { readonly kind: "look"; readonly pdf: Uint8Array; readonly pagesMax: number; readonly msMax: number }
  | { readonly kind: "ink"; readonly pdf: Uint8Array; readonly places: readonly InkPlace[] }
  | { readonly kind: "picture"; readonly pdf: Uint8Array; readonly page: number; readonly side: number }
  | { readonly kind: "count" | "join"; readonly parts: readonly Uint8Array[] };

/** Result of a reading worker. */
export type ReadingValue =
  | { readonly kind: "seen"; readonly seen: SeenPdf }
  | { readonly kind: "unreadable"; readonly code: "file-encrypted" | "file-damaged" }
  | { readonly kind: "counts"; readonly counts: readonly (number | null)[] }
  | { readonly kind: "ink"; readonly shares: readonly (number | null)[] }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };
