/** A plain-text message; addresses inside become links. */
import type { ReactNode } from "react";

const ADDRESS = /(https?:\/\/[^\s<>"]+)/g;

/** Keeps line breaks; links open only http and https addresses. */
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
