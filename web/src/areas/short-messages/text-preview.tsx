/** Preview of a text as SMS: its encoding, its segments, and the characters that force a longer encoding. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { outsideGsm, transliterate } from "../../../../src/service/messaging/sms/intake/gsm-text.shared.ts";
import { cutText, PARTS_MAX, type Segments } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { Notice } from "../../parts/notice.tsx";

const SHOWN_MAX = 12;
const HEX = 16;
const CODE_DIGITS = 4;

/** The segments as a phone shows them. */
export function PartBubbles({ cut }: { readonly cut: Segments }): ReactNode {
  const t = useTranslations("web.smsWriting");
  const total = cut.parts.length;
  return (
    <ol className="grid gap-2">
      {cut.parts.map(({ text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone
        <li key={index} className="grid gap-1">
          {total === 1 ? null : <span className="text-small text-soft">{t("part", { nth: index + 1, total })}</span>}
          <span className="rounded-small bg-sunken p-3 whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</span>
        </li>
      ))}
    </ol>
  );
}

/** The preview below the text field. `onReplace` receives the text with plain characters. */
export function TextPreview({
  text,
  onReplace,
}: {
  readonly text: string;
  readonly onReplace: (text: string) => void;
}): ReactNode {
  const t = useTranslations("web.smsWriting");
  const cut = cutText(text);
  const [replaced, setReplaced] = useState<string | null>(null);
  const isReplaced = replaced === text && text !== "";
  if (typeof cut === "string")
    return (
      <p role="status" className="text-small text-soft empty:hidden">
        {cut === "text-empty" ? "" : t(`faults.${cut}`, { parts: PARTS_MAX })}
      </p>
    );
  const replace = (plain: string): void => {
    setReplaced(plain);
    onReplace(plain);
  };
  return (
    <section className="grid gap-3" aria-label={t("preview")}>
      <p className="text-small" role="status" data-cut={`${cut.coding} ${cut.parts.length} ${cut.left}`}>
        <strong>{t("partsOf", { count: cut.parts.length })}</strong>
        {` · ${t(`coding.${cut.coding}`)} · ${t("left", { count: cut.left })}`}
        {isReplaced ? <span className="block">{t("replaced")}</span> : null}
      </p>
      {cut.coding === "ucs2" ? <Outside text={text} onReplace={replace} /> : null}
      {cut.parts.length === 1 ? null : <PartBubbles cut={cut} />}
    </section>
  );
}

/** A visible character, or its code point where it is invisible. */
function named(character: string): string {
  const isSeen = /[\p{Letter}\p{Number}\p{Punctuation}\p{Symbol}]/u.test(character);
  const code = character.codePointAt(0)?.toString(HEX).toUpperCase().padStart(CODE_DIGITS, "0");
  return isSeen ? character : `U+${code}`;
}

function Outside({
  text,
  onReplace,
}: {
  readonly text: string;
  readonly onReplace: (text: string) => void;
}): ReactNode {
  const t = useTranslations("web.smsWriting");
  const characters = outsideGsm(text);
  const plain = transliterate(text);
  const cut = cutText(plain);
  const rest = characters.length - SHOWN_MAX;
  return (
    <Notice tone="info">
      <p>{t("outside")}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        {characters.slice(0, SHOWN_MAX).map((character) => (
          <code key={character} className="rounded-small bg-sunken px-2 font-semibold">
            {named(character)}
          </code>
        ))}
        {rest > 0 ? <span>{t("more", { count: rest })}</span> : null}
      </p>
      {plain === text ? <p className="mt-2">{t("noPlain")}</p> : null}
      {plain === text || typeof cut === "string" ? null : (
        <button type="button" className="button button-small mt-3" onClick={() => onReplace(plain)}>
          {t("replace", { parts: cut.parts.length })}
        </button>
      )}
    </Notice>
  );
}
