/** Review of a message before it is sent. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { cutText } from "../../../../src/service/messaging/sms/intake/segments.shared.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { LeavingNotice } from "./leaving-notice.tsx";
import { PartBubbles } from "./text-preview.tsx";
import { type Draft, instantOf, type Leaving, recipientsOf, textOf, VALID_FOR, type Writing } from "./writing.ts";

const NAMED_MAX = 5;

interface ReviewProps {
  readonly draft: Draft;
  readonly writing: Writing;
  readonly leaving: Leaving;
  readonly isSending: boolean;
  readonly error: Error | null;
  readonly onSend: () => void;
  readonly onChange: () => void;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="grid min-w-0 gap-1 border-b border-line py-3 sm:grid-cols-[180px_minmax(0,1fr)]">
      <dt className="text-small text-soft">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** The details, and the send button. */
export function MessageReview({ draft, writing, leaving, isSending, error, onSend, onChange }: ReviewProps): ReactNode {
  const t = useTranslations("web.smsWriting");
  const all = useTranslations("web.shortMessages");
  const locale = useLocale();
  const cut = cutText(textOf(draft, writing));
  const { numbers } = recipientsOf(draft.to);
  const named = numbers
    .slice(0, NAMED_MAX)
    .map((number) => `+${number}`)
    .join(", ");
  const rest = numbers.length - NAMED_MAX;
  const first = rest > 0 ? t("review.andMore", { first: named, rest }) : named;
  const at = draft.isLater ? instantOf(draft.sendAt) : null;
  const valid = VALID_FOR.find(({ minutes }) => minutes === draft.validMinutes);
  return (
    <div className="card grid gap-6 p-5 sm:p-7">
      {error === null ? null : <FailureNotice error={error} />}
      <dl>
        <Fact name={t("from")}>{draft.from}</Fact>
        <Fact name={t("to")}>{t("review.recipients", { count: numbers.length, first })}</Fact>
        {draft.template === "" ? null : <Fact name={t("template")}>{draft.template}</Fact>}
        <Fact name={t("category")}>{all(`categories.${draft.category}`)}</Fact>
        <Fact name={t("review.when")}>{at === null ? t("review.now") : moment(at, locale)}</Fact>
        <Fact name={t("validMinutes")}>{valid === undefined ? "–" : t(`validFor.${valid.word}`)}</Fact>
        {typeof cut === "string" ? null : (
          <>
            <Fact name={t("review.length")}>
              {t("review.lengthOf", { parts: cut.parts.length, all: cut.parts.length * numbers.length })}
            </Fact>
            <Fact name={t("text")}>
              <PartBubbles cut={cut} />
            </Fact>
          </>
        )}
      </dl>
      {draft.category === "promotional" ? <LeavingNotice leaving={leaving} /> : null}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="button" className="button button-main" isBusy={isSending} onClick={onSend}>
          {t("review.send", { count: numbers.length })}
        </BusyButton>
        <button type="button" className="button" onClick={onChange}>
          {t("review.change")}
        </button>
      </div>
    </div>
  );
}
