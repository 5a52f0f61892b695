/** The decree of a case: to be opened and checked once published, on its way before. */
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

/** A decree as a case tells of it. */
interface Issued {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

/** The card of a decree; nothing before a decision. `name` is what kind of decree it is. */
export function IssuedDecree({
  decree,
  name,
  words: t,
}: {
  readonly decree: Issued | null;
  readonly name: string;
  readonly words: (key: "openDecree" | "verifyDecree" | "decreeComing") => string;
}): ReactNode {
  if (decree === null) return null;
  return (
    <section className="card tone-good grid gap-3 border-l-[6px] border-l-[var(--tone)] p-5" aria-label={name}>
      <p className="text-small text-soft">{name}</p>
      <p className="text-title font-semibold [overflow-wrap:anywhere]">{decree.number}</p>
      {decree.state === "published" ? (
        <div className="flex flex-wrap gap-3">
          <a href={`/api/decrees/${decree.id}/file`} className="button button-main" target="_blank" rel="noreferrer">
            <Icon name="file" />
            {t("openDecree")}
          </a>
          <a href={`/validasi-sk/${decree.id}`} className="button">
            <Icon name="shield" />
            {t("verifyDecree")}
          </a>
        </div>
      ) : (
        <p role="status">{t("decreeComing")}</p>
      )}
    </section>
  );
}
