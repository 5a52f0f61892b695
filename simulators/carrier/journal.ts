import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";

/** A message accepted by the carrier: its intended response, with its id. */
export interface TakenMessage {
  readonly messageId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly dataCoding: number;
  readonly esmClass: number;
  /** User data with its header, as hex. */
  readonly data: string;
  readonly sar: { readonly reference: number; readonly total: number; readonly sequence: number } | null;
}

/** A receipt that was acknowledged. */
export interface AcknowledgedReceipt {
  readonly messageId: string;
  readonly recipient: string;
}

/** Persistent record of a carrier over all its runs. */
export interface CarrierJournal {
  /** Writes it and calls `onWritten` when it is in the file; entries of one turn are written together. */
  took(message: TakenMessage, onWritten: () => void): void;
  told(receipt: AcknowledgedReceipt): void;
  taken(): readonly TakenMessage[];
  receipts(): readonly AcknowledgedReceipt[];
  close(): void;
}

/** Opens the files of a carrier in a folder: one line of JSON per accepted message, and per acknowledged receipt. */
export function openCarrierJournal(folder: string): CarrierJournal {
  mkdirSync(folder, { recursive: true });
  const [takenFile, toldFile] = [path.join(folder, "taken.jsonl"), path.join(folder, "told.jsonl")];
  const [takenAt, toldAt] = [openSync(takenFile, "a"), openSync(toldFile, "a")];
  let waiting: { readonly line: string; readonly onWritten: () => void }[] = [];
  let isClosed = false;
  const write = () => {
    const due = waiting;
    waiting = [];
    if (isClosed || due.length === 0) return;
    writeSync(takenAt, due.map(({ line }) => line).join(""));
    for (const { onWritten } of due) onWritten();
  };
  return {
    took(message, onWritten) {
      if (waiting.length === 0) setImmediate(write);
      waiting.push({ line: `${JSON.stringify(message)}\n`, onWritten });
    },
    told(receipt) {
      if (!isClosed) writeSync(toldAt, `${JSON.stringify(receipt)}\n`);
    },
    taken: () => linesOf<TakenMessage>(takenFile),
    receipts: () => linesOf<AcknowledgedReceipt>(toldFile),
    close() {
      if (isClosed) return;
      isClosed = true;
      closeSync(takenAt);
      closeSync(toldAt);
    },
  };
}

function linesOf<Line>(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
