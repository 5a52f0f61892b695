/** Shared components of the developer console: outcome badge, error explanation, and request data. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import { Notice } from "../../parts/notice.tsx";
import { count } from "../../words/dates.ts";
import type { Explanation } from "./console-data.ts";

/** The outcome of a request; failures show their error number. */
export function OutcomeBadge({
  status,
  error,
  warnings = 0,
}: {
  readonly status: number | null;
  readonly error: number | string | null;
  readonly warnings?: number;
}): ReactNode {
  const t = useTranslations("web.console");
  if (error !== null) {
    return (
      <Badge shape="cross" tone="bad">
        {status === null ? String(error) : t("badError", { status: String(status), error: String(error) })}
      </Badge>
    );
  }
  if (warnings > 0) {
    return (
      <Badge shape="triangle" tone="wait">
        {t("warnings", { count: warnings })}
      </Badge>
    );
  }
  return (status ?? 0) >= 400 ? (
    <Badge shape="cross" tone="bad">
      {String(status)}
    </Badge>
  ) : (
    <Badge shape="tick" tone="good">
      {status === null ? t("ok") : String(status)}
    </Badge>
  );
}

/** The meaning of an error, and the remedy. */
export function Explained({
  explanation,
  tone,
}: {
  readonly explanation: Explanation | null;
  readonly tone: "bad" | "wait";
}): ReactNode {
  const t = useTranslations("web.console");
  if (explanation === null) return null;
  const { code, title, cause, todo } = explanation;
  return (
    <Notice tone={tone} title={t("errorTitle", { code: String(code), title })}>
      <p className="max-w-[70ch]">{cause}</p>
      <p className="mt-1 max-w-[70ch]">{todo}</p>
    </Notice>
  );
}

/** The duration of a request. */
export function Took({ ms }: { readonly ms: number }): ReactNode {
  const t = useTranslations("web.console");
  const locale = useLocale();
  return <span className="whitespace-nowrap tabular-nums">{t("milliseconds", { value: count(ms, locale) })}</span>;
}

/** Names and values, one per line. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}): ReactNode {
  return (
    <dl className="grid max-w-[90ch] gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="grid sm:contents">
          <dt className="text-soft">{name}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Request fields, with secrets masked. */
export function SentFields({
  id,
  title,
  fields,
}: {
  readonly id: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, string>>;
}): ReactNode {
  const t = useTranslations("web.console");
  const entries = Object.entries(fields);
  return (
    <section className="grid gap-2" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="max-w-[70ch] text-soft">{t("masked")}</p>
      {entries.length === 0 ? (
        <p>{t("noFields")}</p>
      ) : (
        <dl className="card grid gap-x-6 gap-y-1 p-4 text-small sm:grid-cols-[max-content_1fr]">
          {entries.map(([name, value]) => (
            <div key={name} className="grid sm:contents">
              <dt className="font-semibold [overflow-wrap:anywhere]">{name}</dt>
              <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                <code>{value === "" ? "–" : value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
