/** The decree of a case: a link to open and verify it once published; its issuing state until then. */
import type { ReactNode } from "react";
import { Icon } from "./icons.tsx";

/** The decree as the API returns it with a case. */
interface Issued {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

/** The card of a decree; renders nothing before the decision. `name` is the kind of decree. */
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
