/** The front page: what Sambung is, three doors, the way from number to first call, and what exists today. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { patternsQuery, sessionQuery } from "../../data/queries.ts";
import { Badge } from "../../parts/badges.tsx";
import { Icon, type IconName } from "../../parts/icons.tsx";
import { useArrival } from "../../parts/page.tsx";
import { PatternStack } from "../../parts/pattern-stack.tsx";
import { count } from "../../words/dates.ts";

const STEPS = ["registration", "numbering", "licence", "test", "sklo", "service"] as const;
const STEPS_TODAY = 2;

function Door({
  icon,
  title,
  text,
  to,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly to: string;
}): ReactNode {
  const inside = (
    <>
      <span className="door-icon">
        <Icon name={icon} size={24} />
      </span>
      <span className="mt-2 flex items-center gap-1.5 text-lead font-semibold text-accent">
        {title}
        <Icon name="right" size={18} />
      </span>
      <span className="text-soft">{text}</span>
    </>
  );
  if (to === "/validasi-sk") {
    return (
      <a href={to} className="door">
        {inside}
      </a>
    );
  }
  return (
    <Link to={to} className="door">
      {inside}
    </Link>
  );
}

function FreeNow(): ReactNode {
  const t = useTranslations("web.front");
  const locale = useLocale();
  const { data } = useQuery(patternsQuery);
  return (
    <aside className="card grid min-h-[252px] content-start gap-4 p-5" aria-label={t("freeTitle")}>
      <p className="text-small font-semibold text-soft">{t("freeTitle")}</p>
      {data?.items.map((pattern) => (
        <Link
          key={pattern.id}
          to="/nomor"
          search={{ pattern: pattern.id }}
          className="grid gap-1.5 rounded-small text-ink no-underline hover:text-accent"
        >
          <span className="flex items-baseline justify-between gap-3">
            <span className="text-title font-semibold tracking-[0.02em]">{pattern.label}</span>
            <span className="text-small text-soft">
              {t("freeOf", { free: count(pattern.counts.idle, locale), total: count(pattern.total, locale) })}
            </span>
          </span>
          <PatternStack pattern={pattern} />
        </Link>
      ))}
    </aside>
  );
}

const PAPERS = ["nib", "npwp", "deed", "letter"] as const;

function Prepare(): ReactNode {
  const t = useTranslations("web.front");
  return (
    <aside className="card self-start p-5 sm:p-6" aria-labelledby="prepare">
      <h2 id="prepare" className="text-lead">
        {t("prepareTitle")}
      </h2>
      <ul className="mt-3 grid gap-3">
        {PAPERS.map((paper) => (
          <li key={paper} className="flex gap-3">
            <span className="mt-0.5 text-accent">
              <Icon name="file" />
            </span>
            <span>
              <strong className="block">{t(`papers.${paper}.title`)}</strong>
              <span className="text-small text-soft">{t(`papers.${paper}.text`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-4 border-t border-line pt-3 text-small text-soft">{t("free")}</p>
    </aside>
  );
}

function Journey(): ReactNode {
  const t = useTranslations("web.front");
  return (
    <section className="max-w-[var(--reading)]" aria-labelledby="journey">
      <h2 id="journey">{t("journeyTitle")}</h2>
      <p className="mt-2 mb-6 text-soft">{t("journeyLead")}</p>
      <ol className="thread">
        {STEPS.map((step, index) => {
          const exists = index < STEPS_TODAY;
          return (
            <li key={step} data-ahead={index >= STEPS_TODAY - 1} className={exists ? "tone-solid" : ""}>
              <span className="thread-knot" data-filled={exists} aria-hidden="true" />
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
                {t(`steps.${step}.title`)}
                {exists ? (
                  <Badge shape="tick" tone="good">
                    {t("today")}
                  </Badge>
                ) : (
                  <Badge shape="ring" tone="quiet">
                    {t("later")}
                  </Badge>
                )}
              </p>
              <p className="text-soft">{t(`steps.${step}.text`)}</p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The front page, for everyone. */
export function FrontScreen(): ReactNode {
  const t = useTranslations("web.front");
  const { data: session } = useQuery(sessionQuery);
  const signedIn = session !== undefined && session.person !== null;
  const heading = useArrival(t("documentTitle"));
  return (
    <div className="mx-auto max-w-[1120px]">
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_380px] lg:gap-14 lg:pt-6">
        <div>
          <h1 ref={heading} tabIndex={-1} className="max-w-[16ch] text-hero tracking-[-0.03em]">
            {t("title")}
          </h1>
          <p className="mt-4 max-w-[54ch] text-lead text-soft">{t("lead")}</p>
          <div className="mt-6 flex flex-wrap gap-3">
            <Link to="/nomor" className="button button-main">
              {t("takeNumber")}
            </Link>
            <Link to="/aturan" className="button">
              {t("readRules")}
            </Link>
          </div>
        </div>
        <FreeNow />
      </div>
      <section className="mt-12" aria-label={t("doorsTitle")}>
        <div className="grid gap-4 md:grid-cols-3">
          <Door icon="grid" title={t("doorNumbers")} text={t("doorNumbersText")} to="/nomor" />
          {signedIn ? (
            <Door icon="person" title={t("doorOverview")} text={t("doorOverviewText")} to="/beranda" />
          ) : (
            <Door icon="person" title={t("doorRegister")} text={t("doorRegisterText")} to="/daftar" />
          )}
          <Door icon="shield" title={t("doorVerify")} text={t("doorVerifyText")} to="/validasi-sk" />
        </div>
      </section>
      <div className="mt-14 grid gap-10 lg:grid-cols-[1fr_380px] lg:gap-14">
        <Journey />
        <Prepare />
      </div>
    </div>
  );
}
