/** Every rule in force with its clause, source and standing; and the working-day calendars. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { STANDINGS } from "../../../../src/regulation/standing.shared.ts";
import { rulesQuery } from "../../data/queries.ts";
import type { Rule } from "../../data/types.ts";
import { StandingBadge } from "../../parts/badges.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { longDate } from "../../words/dates.ts";
import { Calendars } from "./calendars.tsx";
import { type RuleWords, useRuleWords } from "./rule-words.ts";

function valueText(
  value: unknown,
  words: { readonly yes: string; readonly no: string; readonly none: string },
): string {
  if (value === null) return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((one) => String(one)).join("; ");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${valueText(one, words)}`)
      .join("; ");
  }
  return typeof value === "number" || typeof value === "string" ? String(value) : "";
}

function RuleCard({ rule, words }: { readonly rule: Rule; readonly words: RuleWords }): ReactNode {
  const t = useTranslations("web.rules");
  const locale = useLocale();
  const unit =
    rule.unit === null || ["text", "yes-no", "citations", "signer", "pattern"].includes(rule.unit)
      ? ""
      : ` ${words.unit(rule.unit)}`;
  return (
    <li id={`rule-${rule.id}`} className="card p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <h3>{words.title(rule.id)}</h3>
        <StandingBadge standing={rule.standing} />
      </div>
      <p className="mt-1 text-lead font-semibold break-words text-accent">
        {valueText(rule.value, { yes: t("yes"), no: t("no"), none: t("none") })}
        <span className="text-body font-normal text-soft">{unit}</span>
      </p>
      <dl className="mt-2 grid gap-0.5 text-small text-soft">
        <div className="flex flex-wrap gap-x-2">
          <dt>{t("clause")}</dt>
          <dd className="text-ink">{rule.clause ?? "–"}</dd>
        </div>
        <div className="flex flex-wrap gap-x-2">
          <dt>{t("source")}</dt>
          <dd className="text-ink">{rule.sourceTitle ?? rule.source}</dd>
        </div>
        <div className="flex flex-wrap gap-x-2">
          <dt>{t("valid")}</dt>
          <dd>
            {rule.validTo === null
              ? t("since", { from: longDate(rule.validFrom, locale) })
              : t("between", { from: longDate(rule.validFrom, locale), to: longDate(rule.validTo, locale) })}
          </dd>
        </div>
        <div className="flex flex-wrap gap-x-2">
          <dt>{t("name")}</dt>
          <dd>
            <code>{rule.id}</code>
          </dd>
        </div>
      </dl>
    </li>
  );
}

interface Filter {
  readonly search?: string;
  readonly group?: string;
  readonly standing?: string;
}

function matches(rule: Rule, filter: Filter, words: RuleWords): boolean {
  const text =
    `${rule.id} ${words.title(rule.id)} ${rule.clause ?? ""} ${rule.source} ${rule.sourceTitle ?? ""} ${JSON.stringify(rule.value)}`.toLowerCase();
  return (
    (filter.group === undefined || rule.group === filter.group) &&
    (filter.standing === undefined || rule.standing === filter.standing) &&
    (filter.search ?? "")
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  );
}

/** The rules screen, public. */
export function RulesScreen(): ReactNode {
  const t = useTranslations("web.rules");
  const states = useTranslations("states");
  const filter: Filter = useSearch({ from: "/aturan" });
  const navigate = useNavigate({ from: "/aturan" });
  const words = useRuleWords();
  const locale = useLocale();
  const { data, error, refetch } = useQuery(rulesQuery);
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const rules = data?.rules.filter((rule) => matches(rule, filter, words)) ?? [];
  const groups = [...new Set(data?.rules.map((rule) => rule.group))];
  return (
    <Page
      title={t("title")}
      lead={
        data === undefined
          ? t("lead")
          : `${t("lead")} ${t("asOf", { date: longDate(data.asOf, locale), version: data.version })}`
      }
    >
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <SearchBox value={filter.search ?? ""} label={t("search")} onSearch={(search) => change({ search })} />
        <FilterSelect
          label={t("group")}
          value={filter.group ?? ""}
          options={groups.map((group) => ({ value: group, label: words.group(group) }))}
          onChange={(group) => change({ group })}
        />
        <FilterSelect
          label={t("standing")}
          value={filter.standing ?? ""}
          options={STANDINGS.map((standing) => ({
            value: standing,
            label: states(`standing.${standing}`),
          }))}
          onChange={(standing) => change({ standing })}
        />
      </div>
      <Awaiting query={{ data, error, refetch }} lines={8} height={110} />
      {data !== undefined && rules.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      {data === undefined ? null : (
        <>
          <p className="mb-3 text-small text-soft" role="status">
            {t("count", { count: rules.length })}
          </p>
          {groups
            .filter((group) => rules.some((rule) => rule.group === group))
            .map((group) => (
              <section key={group} className="mb-8" aria-labelledby={`group-${group}`}>
                <h2 id={`group-${group}`} className="mb-3">
                  {words.group(group)}
                </h2>
                <ul className="grid gap-3">
                  {rules
                    .filter((rule) => rule.group === group)
                    .map((rule) => (
                      <RuleCard key={rule.id} rule={rule} words={words} />
                    ))}
                </ul>
              </section>
            ))}
          <Calendars calendars={data.calendars} />
        </>
      )}
    </Page>
  );
}
