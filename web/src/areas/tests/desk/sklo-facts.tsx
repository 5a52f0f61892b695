/** The content of a SKLO, and the changes since the last signature or initial. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../../parts/notice.tsx";
import { longDate } from "../../../words/dates.ts";
import type { SkloNow } from "../test-types.ts";

const SHOWN = [
  "organisation",
  "kbli",
  "service",
  "configurations",
  "codes",
  "method",
  "place",
  "serviceCentre",
  "transmission",
  "requestedOn",
  "testedOn",
  "closedOn",
] as const;

/** Components of an address value, in reading order. */
const ORDER = ["name", "nib", "address"] as const;

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Returns a function that formats a value of a SKLO. */
function useValueText(): (field: string, value: unknown) => string {
  const t = useTranslations("web.testDesk.sklo");
  const methods = useTranslations("web.testDesk.method");
  const names = useTranslations("web.testDesk.configuration");
  const locale = useLocale();
  const say = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return t("nothing");
    if (field === "method") return methods(value === "self" ? "self" : "site");
    if (isDay(value)) return longDate(value, locale);
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (field === "configurations" && Array.isArray(value))
      return value.map((one) => (names.has(one as "pbx") ? names(one as "pbx") : String(one))).join(", ");
    if (Array.isArray(value)) return value.map((one) => say("", one)).join(", ") || t("nothing");
    if (typeof value === "object")
      return ORDER.flatMap((key) => (key in value ? [say("", Reflect.get(value, key))] : [])).join(", ");
    return typeof value === "string" || typeof value === "number" ? String(value) : t("nothing");
  };
  return say;
}

/** The changes since the last signature or initial, as a list of old and new values. */
export function SkloChanges({ sklo }: { readonly sklo: SkloNow }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const say = useValueText();
  if (sklo.stage === "none") return null;
  if (sklo.changed.length === 0) return <Notice tone="good">{t("same")}</Notice>;
  return (
    <Notice tone="wait" title={t("changed", { count: sklo.changed.length })}>
      <ul className="mt-1 grid gap-1">
        {sklo.changed.map(({ field, before, now }) => (
          <li key={field}>
            {t("change", {
              field: t.has(`field.${field as "kbli"}`) ? t(`field.${field as "kbli"}`) : field,
              before: say(field, before),
              now: say(field, now),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The content that would be signed now. */
export function SkloContent({ sklo }: { readonly sklo: SkloNow }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const say = useValueText();
  return (
    <dl className="facts">
      {SHOWN.map((field) => (
        <div key={field}>
          <dt>{t(`field.${field}`)}</dt>
          <dd>{say(field, sklo.facts[field])}</dd>
        </div>
      ))}
    </dl>
  );
}
