/** A plain-text message; URLs in the text become links. */
import type { ReactNode } from "react";

const ADDRESS = /(https?:\/\/[^\s<>"]+)/g;

/** Keeps line breaks; links only to http and https URLs. */
export function MailText({ text }: { readonly text: string }): ReactNode {
  return (
    <p className="break-words whitespace-pre-line">
      {text.split(ADDRESS).map((piece, index) =>
        piece.startsWith("http://") || piece.startsWith("https://") ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
          <a key={index} href={piece}>
            {piece}
          </a>
        ) : (
          piece
        ),
      )}
    </p>
  );
}
