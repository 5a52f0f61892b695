/** The preview of a signature block on a decree. */
import type { ReactNode } from "react";

interface BlockProps {
  readonly capacity: readonly string[];
  readonly signerName: string;
  readonly signerDetail: string | null;
  /** Set to show the block of an acting officer. */
  readonly acting?: "Plh.";
}

function acted(lines: readonly string[], acting: string | undefined): readonly string[] {
  const last = lines.at(-1);
  if (acting === undefined || last === undefined) return lines;
  const lead = /^(?:u\.b\.|a\.n\.)\s+/u.exec(last)?.[0] ?? "";
  return [...lines.slice(0, -1), `${lead}${acting} ${last.slice(lead.length)}`];
}

/** The lines of the block as printed, one below the other. */
export function SignatureBlock({ capacity, signerName, signerDetail, acting }: BlockProps): ReactNode {
  return (
    <div className="min-w-0 break-words">
      {acted(capacity, acting).map((line, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, in their order
        <span key={`${nth} ${line}`} className="block">
          {line}
        </span>
      ))}
      <span className="mt-1 block font-semibold">{acting === undefined ? signerName : "…"}</span>
      {signerDetail === null || acting !== undefined ? null : (
        <span className="block text-small text-soft">{signerDetail}</span>
      )}
    </div>
  );
}
