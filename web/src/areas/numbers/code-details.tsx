/** Public data of one code: state, reason why it is not available, holder, and start of the assignment. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { problemOf } from "../../data/problem.ts";
import { codeQuery } from "../../data/queries.ts";
import type { Code } from "../../data/types.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { Countdown } from "../../parts/countdown.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { moment } from "../../words/dates.ts";
import { TakeNumber } from "./take-number.tsx";

function Facts({ code }: { readonly code: Code }): ReactNode {
  const t = useTranslations("web.numbers");
  const locale = useLocale();
  return (
    <dl className="facts facts-narrow">
      <div>
        <dt>{t("state")}</dt>
        <dd>
          <CodeBadge state={code.state} />
        </dd>
      </div>
      {code.since === null ? null : (
        <div>
          <dt>{t("since")}</dt>
          <dd>{moment(code.since, locale)}</dd>
        </div>
      )}
      {code.holder === null ? null : (
        <div>
          <dt>{t("holder")}</dt>
          <dd>{code.holder}</dd>
        </div>
      )}
      {code.heldUntil === null ? null : (
        <div>
          <dt>{t("freeAgain")}</dt>
          <dd>
            <Countdown until={code.heldUntil} />
          </dd>
        </div>
      )}
      {code.quarantinedUntil == null ? null : (
        <div>
          <dt>{t("freeFrom")}</dt>
          <dd>{moment(code.quarantinedUntil, locale)}</dd>
        </div>
      )}
      <div>
        <dt>{t("pattern")}</dt>
        <dd>{code.pattern}</dd>
      </div>
    </dl>
  );
}

/** The details of `code`, refetched when it changes. */
export function CodeDetails({
  code: text,
  heading = true,
}: {
  readonly code: string;
  readonly heading?: boolean;
}): ReactNode {
  const t = useTranslations("web.numbers");
  const { data: code, error, refetch } = useQuery(codeQuery(text));
  if (error !== null && code === undefined) {
    return problemOf(error).status === 404 ? (
      <Notice tone="wait" title={t("notInPlan", { code: text })}>
        {problemOf(error).message}
      </Notice>
    ) : (
      <FailureNotice error={error} onRetry={() => void refetch()} />
    );
  }
  if (code === undefined) return <Loading lines={4} />;
  return (
    <div className="grid gap-4">
      {heading ? <p className="text-[2rem] leading-tight font-semibold tracking-[0.03em]">{code.display}</p> : null}
      <Facts code={code} />
      {code.why === null ? null : (
        <div>
          <p className="font-semibold">{t("whyNot")}</p>
          <p>{code.why.message}</p>
          {code.why.rule === null ? null : <RuleNote rule={code.why.rule} />}
        </div>
      )}
      <TakeNumber code={code} />
    </div>
  );
}
